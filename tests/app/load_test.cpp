#include "tests/app/load_fixture.hpp"

#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace howdah::app {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// -- where a value comes from

TEST_F(load_test, nothing_given_means_the_defaults) {
  const auto values = good({});
  EXPECT_TRUE(values.conn.empty());
  EXPECT_EQ(values.transport, transport_kind::stdio);
  EXPECT_EQ(values.host, "127.0.0.1");
  EXPECT_EQ(values.port, 8000);
  EXPECT_EQ(values.access, access_mode::read_write);
  EXPECT_EQ(values.bounds.statement_timeout, std::chrono::seconds(30));
}

TEST_F(load_test, flags_win_over_variables_and_those_over_the_file) {
  const auto path = file("port: 1001\nhost: localhost\npool_max: 11\n");
  const environment variables{{"MCP_PORT", "1002"}, {"MCP_HOST", "127.0.0.2"}};
  const auto values = good({"--config", path, "--port", "1003"}, variables);
  EXPECT_EQ(values.port, 1003);
  EXPECT_EQ(values.host, "127.0.0.2");
  EXPECT_EQ(values.bounds.pool_max, 11U);
}

TEST_F(load_test, the_file_can_be_named_by_a_variable) {
  EXPECT_EQ(good({}, {{"MCP_CONFIG", file("port: 1001")}}).port, 1001);
  EXPECT_EQ(good({}, {{"MCP_CONFIG", ""}}).port, 8000);
}

TEST_F(load_test, the_first_database_that_is_not_empty_counts) {
  const environment both{{"DATABASE_URL", "host=a"}, {"POSTGRES_CONNECTION_STRING", "host=b"}};
  EXPECT_EQ(good({"--conn", "host=c"}, both).conn.reveal(), "host=c");
  EXPECT_EQ(good({"--conn", ""}, both).conn.reveal(), "host=a");
  EXPECT_EQ(good({"--conn="}, both).conn.reveal(), "host=a");
  EXPECT_EQ(good({}, both).conn.reveal(), "host=a");
  EXPECT_EQ(
    good({}, {{"DATABASE_URL", ""}, {"POSTGRES_CONNECTION_STRING", "host=b"}}).conn.reveal(),
    "host=b");
  EXPECT_TRUE(good({"--conn", ""}, {}).conn.empty());
}

TEST_F(load_test, the_platform_s_port_counts_when_nobody_named_ours) {
  EXPECT_EQ(good({}, {{"PORT", "3000"}}).port, 3000);
  EXPECT_EQ(good({}, {{"PORT", "3000"}, {"MCP_PORT", "4000"}}).port, 4000);
  EXPECT_EQ(good({"--port", "5000"}, {{"PORT", "3000"}}).port, 5000);
}

TEST_F(load_test, lists_come_with_commas_or_as_a_sequence) {
  EXPECT_THAT(good({"--allowed-hosts", "a.example, b.example:81"}).allowed_hosts,
              testing::ElementsAre("a.example", "b.example:81"));
  EXPECT_THAT(good({"--config", file("allowed_hosts: [a.example, b.example]\n")}).allowed_hosts,
              testing::ElementsAre("a.example", "b.example"));
}

TEST_F(load_test, help_and_version_win_over_everything_else_that_is_well_formed) {
  EXPECT_EQ(load({"--help"}, {{"MCP_PORT", "x"}})->wanted, invocation::purpose::help);
  EXPECT_EQ(load({"-h", "--port", "1"}, {})->wanted, invocation::purpose::help);
  EXPECT_EQ(load({"--version"}, {})->wanted, invocation::purpose::version);
}

// -- mistakes

TEST_F(load_test, an_unknown_flag_is_named_with_the_near_one) {
  EXPECT_THAT(refusal({"--prot", "1"}),
              AllOf(HasSubstr("\"--prot\""), HasSubstr("did you mean --port?")));
  EXPECT_THAT(refusal({"--zzz"}), AllOf(HasSubstr("\"--zzz\""), Not(HasSubstr("did you mean"))));
  EXPECT_THAT(refusal({"-x"}), HasSubstr("unknown flag \"-x\""));
}

TEST_F(load_test, an_abbreviated_flag_is_unknown) {
  EXPECT_THAT(refusal({"--trans", "stdio"}),
              AllOf(HasSubstr("unknown flag \"--trans\""), HasSubstr("--transport")));
}

TEST_F(load_test, a_flag_without_its_value_does_not_take_the_next_flag) {
  EXPECT_THAT(refusal({"--host", "--port", "1"}), HasSubstr("--host needs a value"));
  EXPECT_THAT(refusal({"--port"}),
              HasSubstr("--port needs a value: a whole number from 0 to 65535"));
  EXPECT_THAT(refusal({"--config"}), HasSubstr("--config needs a value"));
}

TEST_F(load_test, a_flag_given_twice_is_refused) {
  EXPECT_THAT(refusal({"--port", "1", "--port", "2"}), HasSubstr("--port is given twice"));
  EXPECT_THAT(refusal({"--demo", "--demo"}), HasSubstr("--demo is given twice"));
}

TEST_F(load_test, a_stray_argument_says_how_a_database_is_given_without_showing_it) {
  const auto line = refusal({"postgresql://me:geheim@host/db"});
  EXPECT_THAT(line, AllOf(HasSubstr("--conn"), Not(HasSubstr("geheim"))));
}

TEST_F(load_test, passwords_do_not_appear_in_refusals) {
  for (const auto& arguments :
       {words{"--con=postgresql://me:geheim@host/db"},
        words{"--conn", "postgresql://me:geheim@[::1/db"},
        words{"--port", "postgresql://me:geheim@host/db"},
        words{"--conn", "password=geheim nonsense"}, words{"host=a password=geheim"}})
    EXPECT_THAT(refusal(arguments), Not(HasSubstr("geheim")));
  EXPECT_THAT(refusal({}, {{"DATABASE_URL", "postgresql://me:geheim@[::1/db"}}),
              AllOf(HasSubstr("DATABASE_URL"), Not(HasSubstr("geheim"))));
}

TEST_F(load_test, a_bad_value_is_named_with_its_place_and_what_is_allowed) {
  EXPECT_EQ(refusal({"--port", "eighty"}),
            "--port \"eighty\" is not a whole number from 0 to 65535");
  EXPECT_EQ(refusal({}, {{"MCP_PORT", "65536"}}),
            "MCP_PORT \"65536\" is not a whole number from 0 to 65535");
  EXPECT_EQ(refusal({"--transport", "http"}),
            "--transport \"http\" is not one of stdio, sse, streamable-http");
  EXPECT_THAT(refusal({"--config", file("host: localhost\nport: x\n")}),
              HasSubstr("howdah.yaml:2:7: port \"x\" is not a whole number from 0 to 65535"));
  EXPECT_THAT(refusal({"--port", ""}), HasSubstr("--port \"\" is not a whole number"));
}

TEST_F(load_test, a_bad_value_stops_the_start_also_when_something_else_overrides_it) {
  EXPECT_THAT(refusal({"--port", "1"}, {{"MCP_PORT", "x"}}), HasSubstr("MCP_PORT"));
  EXPECT_THAT(refusal({"--access", "read-only"}, {{"POSTGRES_READONLY", "ture"}}),
              HasSubstr("POSTGRES_READONLY"));
}

TEST_F(load_test, a_refusal_is_one_line_whatever_was_given) {
  EXPECT_THAT(refusal({"--port", "1\n2\x1b[31m"}), HasSubstr("\"1\\x0a2\\x1b[31m\""));
  EXPECT_LT(refusal({"--port", std::string(5000, 'x')}).size(), 200U);
}

TEST_F(load_test, a_file_that_cannot_be_read_is_named) {
  EXPECT_THAT(refusal({"--config", "/nowhere/howdah.yaml"}),
              AllOf(HasSubstr("/nowhere/howdah.yaml"), HasSubstr("No such file")));
  EXPECT_THAT(refusal({"--config", directory_.string()}), HasSubstr("cannot read"));
}

// -- access

TEST_F(load_test, the_original_s_switch_means_read_only) {
  for (const auto* word : {"1", "true", "yes", "on", "TRUE", " true "})
    EXPECT_EQ(good({}, {{"POSTGRES_READONLY", word}}).access, access_mode::read_only) << word;
  for (const auto* word : {"0", "false", "no", "off", ""})
    EXPECT_EQ(good({}, {{"POSTGRES_READONLY", word}}).access, access_mode::read_write) << word;
}

TEST_F(load_test, a_mistyped_switch_never_means_read_write) {
  for (const auto* word : {"ture", "enabled", "y", "2", "read-only", "-1", "yess"})
    EXPECT_THAT(refusal({}, {{"POSTGRES_READONLY", word}}), HasSubstr("POSTGRES_READONLY")) << word;
}

TEST_F(load_test, a_variable_that_looks_like_the_switch_stops_the_start) {
  for (const auto* name : {"POSTGRES_READ_ONLY", "POSTGRESQL_READONLY", "MCP_READONLY",
                           "POSTGRES_REDAONLY", "postgres_readonly", "PG_READ_ONLY",
                           "DATABASE_READONLY", "POSTGRES_READONLY_MODE", "POSTGRES_READONY"})
    EXPECT_THAT(refusal({}, {{name, "true"}}),
                AllOf(HasSubstr(name), HasSubstr("POSTGRES_READONLY")))
      << name;
}

TEST_F(load_test, the_stricter_of_access_and_switch_holds_or_the_contradiction_is_refused) {
  EXPECT_EQ(good({"--access", "read-only"}, {{"POSTGRES_READONLY", "false"}}).access,
            access_mode::read_only);
  EXPECT_EQ(good({"--access", "read-only"}, {{"POSTGRES_READONLY", "true"}}).access,
            access_mode::read_only);
  EXPECT_EQ(
    good({"--config", file("access: unrestricted")}, {{"POSTGRES_READONLY", "true"}}).access,
    access_mode::read_only);
  EXPECT_THAT(refusal({"--access", "read-write"}, {{"POSTGRES_READONLY", "true"}}),
              HasSubstr("contradict"));
  EXPECT_THAT(refusal({}, {{"MCP_ACCESS", "unrestricted"}, {"POSTGRES_READONLY", "true"}}),
              HasSubstr("contradict"));
  EXPECT_EQ(good({"--readonly"}).access, access_mode::read_only);
  EXPECT_EQ(good({"--access", "unrestricted"}).access, access_mode::unrestricted);
}

// -- what this version does not have

TEST_F(load_test, names_and_origins_that_cannot_be_are_refused) {
  EXPECT_THAT(refusal({"--allowed-hosts", "http://a"}), HasSubstr("http://a"));
  EXPECT_THAT(refusal({"--allowed-origins", "*"}), HasSubstr("\"*\""));
  EXPECT_THAT(good({"--allowed-origins", "https://a.example, http://b:1"}).allowed_origins,
              testing::ElementsAre("https://a.example", "http://b:1"));
}

TEST_F(load_test, the_old_sse_transport_is_taken_by_name_and_is_http) {
  EXPECT_EQ(good({"--transport", "sse"}).transport, transport_kind::sse);
  EXPECT_EQ(good({}, {{"MCP_TRANSPORT", "sse"}}).transport, transport_kind::sse);
  EXPECT_THAT(refusal({"--transport", "sse", "--host", "0.0.0.0"}), HasSubstr("0.0.0.0"));
  EXPECT_THAT(refusal({"--transport", "sse", "--principal", "alice"}), HasSubstr("stdio only"));
}

// -- what would be unsafe or cannot be

TEST_F(load_test, an_address_that_others_can_reach_needs_consent) {
  for (const auto* host : {"0.0.0.0", "::", "[::]", "192.168.1.2", "example.org",
                           "127.0.0.1.example.org", "localhost.example"}) {
    EXPECT_THAT(refusal({"--transport", "streamable-http", "--host", host}),
                HasSubstr("--insecure-bind"))
      << host;
    EXPECT_EQ(good({"--transport", "streamable-http", "--host", host, "--insecure-bind"}).host,
              host);
    EXPECT_EQ(good({"--host", host}).host, host) << "stdio listens nowhere";
  }
  for (const auto* host : {"127.0.0.1", "127.8.9.10", "::1", "[::1]", "localhost", "LocalHost"})
    EXPECT_EQ(good({"--transport", "streamable-http", "--host", host}).host, host);
}

TEST_F(load_test, bounds_that_exclude_each_other_are_refused) {
  EXPECT_EQ(refusal({"--pool-max", "3"}, {{"MCP_POOL_MIN", "4"}}),
            "MCP_POOL_MIN 4 is more than --pool-max 3");
  EXPECT_EQ(refusal({"--pool-max", "1"}), "--pool-min 2 is more than --pool-max 1");
  EXPECT_EQ(good({"--pool-min", "0", "--pool-max", "1"}).bounds.pool_min, 0U);
  EXPECT_THAT(refusal({"--row-limit-max", "10"}),
              HasSubstr("--row-limit 500 is more than --row-limit-max 10"));
  EXPECT_THAT(refusal({"--message-bytes", "2000"}), HasSubstr("--sql-bytes"));
}

TEST_F(load_test, the_demo_brings_its_own_database) {
  EXPECT_THAT(refusal({"--demo", "--conn", "host=a"}), HasSubstr("contradict"));
  EXPECT_TRUE(good({"--demo"}, {{"DATABASE_URL", "host=a"}}).conn.empty());
  EXPECT_THAT(remarks({"--demo"}, {{"DATABASE_URL", "host=a"}}),
              Contains(HasSubstr("DATABASE_URL is ignored")));
}

TEST_F(load_test, a_connection_string_that_cannot_be_read_stops_the_start) {
  EXPECT_THAT(refusal({"--conn", "nonsense"}), HasSubstr("--conn"));
  EXPECT_THAT(refusal({}, {{"DATABASE_URL", "host=a no_such_keyword=1"}}),
              HasSubstr("DATABASE_URL"));
  EXPECT_EQ(good({"--conn", "postgresql://"}).conn.reveal(), "postgresql://");
}

TEST_F(load_test, variables_of_libpq_alone_enable_no_database_and_are_named) {
  EXPECT_THAT(remarks({}, {{"PGHOST", "h"}, {"PGDATABASE", "d"}}),
              Contains(AllOf(HasSubstr("PGHOST, PGDATABASE"), HasSubstr("DATABASE_URL"))));
  EXPECT_THAT(remarks({"--conn", "postgresql://"}, {{"PGHOST", "h"}}), IsEmpty());
  EXPECT_THAT(remarks({}, {{"PGHOST", ""}}), IsEmpty());
}

TEST_F(load_test, near_misses_of_variables_are_told) {
  EXPECT_THAT(remarks({}, {{"MCP_POOLMAX", "5"}}),
              Contains(AllOf(HasSubstr("MCP_POOLMAX"), HasSubstr("MCP_POOL_MAX"))));
  EXPECT_THAT(remarks({}, {{"DATABASE_URI", "host=a"}}),
              Contains(AllOf(HasSubstr("DATABASE_URI"), HasSubstr("DATABASE_URL"))));
  EXPECT_THAT(remarks({}, {{"MCP_POOLMAX", ""}}), IsEmpty());
  EXPECT_THAT(remarks({}, {{"PATH", "/bin"},
                           {"HOME", "/"},
                           {"HOST", "h"},
                           {"MCP_SOMETHING", "1"},
                           {"POSTGRES_PASSWORD", "x"},
                           {"POSTGRES_USER", "x"},
                           {"POSTGRES_DB", "x"},
                           {"PGPORT", "1"}}),
              testing::SizeIs(1)); // the line about PGPORT
}

} // namespace
} // namespace howdah::app
