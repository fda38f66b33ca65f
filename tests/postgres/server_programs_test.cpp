#include "postgres/cluster/server_programs.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <string>

namespace howdah::postgres {
namespace {

namespace fs = std::filesystem;

class server_programs_test : public testing::Test {
protected:
  server_programs_test() {
    std::string name = "/tmp/howdah-test-XXXXXX";
    root = fs::canonical(::mkdtemp(name.data()));
  }
  ~server_programs_test() override { fs::remove_all(root); }

  void install(const fs::path& bin,
               std::initializer_list<const char*> programs = {"initdb", "postgres"}) const {
    fs::create_directories(bin);
    for (const auto* program : programs) {
      std::ofstream(bin / program) << "#!/bin/false\n";
      fs::permissions(bin / program, fs::perms::owner_all);
    }
  }

  fs::path root;
};

TEST_F(server_programs_test, nothing_installed_names_the_package) {
  const auto found = find_server_programs({.path = root.string(), .version_roots = {root}});
  ASSERT_FALSE(found);
  EXPECT_THAT(found.error().hint, testing::HasSubstr("postgresql-15"));
}

TEST_F(server_programs_test, the_newest_version_wins_by_number) {
  install(root / "9" / "bin");
  install(root / "15" / "bin");
  install(root / "not-a-version" / "bin");
  const auto found = find_server_programs({.path = {}, .version_roots = {root}});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->initdb, root / "15" / "bin" / "initdb");
}

TEST_F(server_programs_test, a_version_without_server_is_passed_over) {
  install(root / "16" / "bin", {"initdb"});
  install(root / "15" / "bin");
  const auto found = find_server_programs({.path = {}, .version_roots = {root}});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->postgres, root / "15" / "bin" / "postgres");
}

TEST_F(server_programs_test, the_path_is_searched_when_the_usual_places_have_none) {
  install(root / "tools");
  const auto found = find_server_programs(
    {.path = "/nowhere::" + (root / "tools").string(), .version_roots = {root / "none"}});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->initdb, root / "tools" / "initdb");
}

TEST_F(server_programs_test, a_server_in_the_path_is_chosen_before_a_newer_one_elsewhere) {
  install(root / "18" / "bin");
  install(root / "chosen");
  const auto found
    = find_server_programs({.path = (root / "chosen").string(), .version_roots = {root}});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->postgres, root / "chosen" / "postgres");
}

TEST_F(server_programs_test, an_upgrade_changes_the_identity) {
  install(root / "15" / "bin");
  const search_places where{.path = {}, .version_roots = {root}};
  const auto before = find_server_programs(where);
  std::ofstream(root / "15" / "bin" / "postgres", std::ios::app) << "newer\n";
  const auto after = find_server_programs(where);
  ASSERT_TRUE(before && after);
  EXPECT_NE(before->identity, after->identity);
}

} // namespace
} // namespace howdah::postgres
