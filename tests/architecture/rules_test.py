"""Do the rules find what they are there for? Each test plants one violation in a small tree and expects it to be named."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import rules


class a_small_tree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for room in rules.MAY_INCLUDE:
            self.put(f"{room}/README.md", f"# {room}\n")

    def put(self, name, text):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def expect(self, *parts):
        found = rules.violations(self.root)
        self.assertEqual(len(found), 1, found)
        for part in parts:
            self.assertIn(part, found[0])

    def test_a_tree_within_the_rules_has_no_violation(self):
        self.put("mcp/codec.cpp", '#include "core/result.hpp"\n#include <rapidjson/reader.h>\n')
        self.put("postgres/session.hpp", '#pragma once\n#include "sql/statement.hpp"\n#include <openssl/ssl.h>\n')
        self.put("transport/http.cpp", '#include "auth/principal.hpp"\n#include "actors/protocol/exchange.hpp"\n')
        self.assertEqual(rules.violations(self.root), [])

    def test_a_sibling_is_not_included(self):
        self.put("mcp/codec.cpp", '#include "sql/guard.hpp"\n')
        self.expect("mcp/codec.cpp:1", "sql/guard.hpp")

    def test_of_sql_postgres_sees_the_statement_only(self):
        self.put("postgres/session.cpp", '#include "sql/guard.hpp"\n')
        self.expect("postgres/session.cpp:1", "sql/guard.hpp")

    def test_transport_sees_no_actor_but_their_protocol(self):
        self.put("transport/http.cpp", '#include "actors/pool.hpp"\n')
        self.expect("transport/http.cpp:1", "actors/pool.hpp")

    def test_our_headers_are_not_included_with_angle_brackets(self):
        self.put("core/a.cpp", "#include <core/result.hpp>\n")
        self.expect("core/a.cpp:1", "quotes")

    def test_a_library_stays_at_home(self):
        self.put("tools/query.cpp", "#  include <rapidjson/document.h>\n")
        self.expect("tools/query.cpp:1", "rapidjson")

    def test_of_openssl_postgres_sees_a_connection_and_its_errors_only(self):
        self.put("postgres/session.cpp", "#include <openssl/evp.h>\n")
        self.expect("postgres/session.cpp:1", "openssl/evp.h")

    def test_spdlog_is_for_one_file(self):
        self.put("core/clock.cpp", "#include <spdlog/spdlog.h>\n")
        self.expect("core/clock.cpp:1", "core/log.cpp")

    def test_a_header_has_its_pragma(self):
        self.put("core/a.hpp", "struct a {};\n")
        self.expect("core/a.hpp", "pragma")

    def test_a_source_includes_the_header_of_its_name_first(self):
        self.put("core/a.hpp", "#pragma once\n")
        self.put("core/a.cpp", '#include "core/b.hpp"\n#include "core/a.hpp"\n')
        self.expect("core/a.cpp", "first include")

    def test_a_room_has_a_short_readme(self):
        self.put("core/README.md", "line\n" * 16)
        self.expect("core/README.md", "16 lines")

    def test_a_room_has_a_readme(self):
        (self.root / "sql/README.md").unlink()
        self.expect("sql/README.md", "missing")

    def test_a_tool_has_a_test(self):
        self.put("tools/query.cpp", 'd{.name = "query", .title = "Run SQL"};\n')
        self.expect("tools/query.cpp", "tests/tools/query_test.cpp")

    def test_a_tool_has_a_section_in_the_docs(self):
        self.put("tools/query.cpp", 'd{.name = "query", .title = "Run SQL"};\n')
        self.put("tests/tools/query_test.cpp", "\n")
        self.put("docs/tools.md", "# Tools\n\n## `db_identity`\n")
        self.expect("docs/tools.md", "query")

    def test_a_file_is_not_too_long(self):
        self.put("core/a.cpp", "\n" * 351)
        self.expect("core/a.cpp", "351 lines")

    def test_no_mark_of_unfinished_work_is_left(self):
        self.put("core/a.cpp", "// TO" "DO later\n")
        self.expect("core/a.cpp:1", "unfinished")

    def test_no_path_of_one_machine_is_left(self):
        self.put("docs/a.md", "see /wo" "rk/main\n")
        self.expect("docs/a.md:1", "machine")


if __name__ == "__main__":
    unittest.main()
