"""Does excerpts.py find what it is there for? Each test plants one broken promise in a small tree."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import excerpts


class a_small_tree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        (self.root / "sql").mkdir()
        (self.root / "sql/guard.cpp").write_text("int main() {}\n")

    def found(self, page):
        (self.root / "README.md").write_text(page)
        return list(excerpts.broken(self.root))

    def test_kept_promises_are_not_told(self):
        page = "`sql/guard`, `sql/`, `sql/guard.cpp`, `build/dev/x`, `text/plain`, [guard](sql/guard.cpp), [far](https://x.example/y)\n"
        self.assertEqual(self.found(page + "<!-- from: sql/guard.cpp -->\n```cpp\nint main() {}\n```\n"), [])

    def test_methods_of_the_protocol_are_not_paths(self):
        (self.root / "tools").mkdir()
        self.assertEqual(self.found("`tools/list` and `tools/call`\n"), [])
        self.assertEqual(len(self.found("`tools/liste`\n")), 1)

    def test_a_block_that_differs_from_its_file_is_told(self):
        self.assertEqual(len(self.found("<!-- from: sql/guard.cpp -->\n```cpp\nint other() {}\n```\n")), 1)

    def test_a_promise_without_a_block_is_told(self):
        self.assertEqual(len(self.found("<!-- from: sql/guard.cpp -->\n")), 1)

    def test_a_link_that_leads_nowhere_is_told(self):
        self.assertEqual(len(self.found("[gone](sql/gone.cpp)\n")), 1)

    def test_a_path_that_is_not_there_is_told(self):
        self.assertEqual(len(self.found("see `sql/gone` and `sql/gone.cpp`\n")), 2)


if __name__ == "__main__":
    unittest.main()
