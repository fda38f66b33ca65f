#include "app/reloader.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace howdah::app {
namespace {

class reloader_test : public testing::Test {
protected:
  reloader_test() {
    std::string name = "/tmp/howdah-test-XXXXXX";
    folder_ = ::mkdtemp(name.data());
    write("a", "one");
    write("b", "two");
  }
  ~reloader_test() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  reloadable both() {
    return {"both", {path("a"), path("b")}, [this](const auto& texts) -> result<std::string> {
              if (texts.front() == "bad")
                return refuse(errc::invalid_argument, "no");
              taken.push_back(texts.front() + '+' + texts.back());
              return taken.back();
            }};
  }

  std::filesystem::path folder_;
  std::vector<std::string> taken;
  reloader files;
};

using words = std::vector<std::string>;

TEST_F(reloader_test, what_is_there_is_taken_and_what_changes_is_taken_once) {
  ASSERT_TRUE(files.add(both()));
  files.look();
  EXPECT_EQ(taken, words{"one+two"});
  write("b", "three");
  files.look();
  files.look();
  EXPECT_EQ(taken, (words{"one+two", "one+three"}));
}

TEST_F(reloader_test, what_cannot_be_taken_changes_nothing_and_is_tried_once) {
  ASSERT_TRUE(files.add(both()));
  write("a", "bad");
  files.look();
  std::filesystem::remove(path("a"));
  files.look();
  files.look();
  EXPECT_EQ(taken, words{"one+two"});
  write("a", "one");
  files.look();
  EXPECT_EQ(taken, (words{"one+two", "one+two"}));
}

TEST_F(reloader_test, what_is_wrong_from_the_beginning_is_refused) {
  write("a", "bad");
  EXPECT_FALSE(files.add(both()));
  std::filesystem::remove(path("a"));
  EXPECT_FALSE(files.add(both()));
  EXPECT_TRUE(files.empty());
}

TEST_F(reloader_test, everything_is_taken_when_asked_for) {
  ASSERT_TRUE(files.add(both()));
  files.take_all();
  EXPECT_EQ(taken, (words{"one+two", "one+two"}));
}

} // namespace
} // namespace howdah::app
