#include "app/check_sql/dump_command.hpp"

#include "app/commands.hpp"
#include "app/config/load.hpp"
#include "app/config/wording.hpp"
#include "app/connect_options.hpp"
#include "mcp/json.hpp"
#include "postgres/blocking_trip.hpp"
#include "postgres/catalog.hpp"
#include "tools/name_array.hpp"
#include "tools/name_rows.hpp"
#include "tools/name_survey.hpp"

#include <span>
#include <utility>

namespace howdah::app {

namespace {

class rows_only : public postgres::consumer {
public:
  void columns(std::size_t, std::span<const postgres::column>) override {}
  void complete(std::size_t, std::string_view) override {}
};

class all_names final : public rows_only {
public:
  postgres::appetite row(std::size_t, const postgres::row_view& values) override {
    names.add(values.text(0));
    return postgres::appetite::more;
  }
  tools::name_array names;
};

/// A line for each row of a survey.
class survey_lines final : public rows_only {
public:
  postgres::appetite row(std::size_t statement, const postgres::row_view& values) override {
    text += statement == 0 ? R"({"routine":)" + tools::routine_row(values)
                           : R"({"relation":)" + tools::relation_row(values);
    text += "}\n";
    return postgres::appetite::more;
  }
  std::string text;
};

/// Of any size: a database may have many names, and views long queries.
result<std::uint64_t> ask(postgres::session& database, postgres::trip what,
                          postgres::consumer& sink) {
  const postgres::trip_limits bounds{.statement_timeout = std::chrono::minutes(1),
                                     .row_bytes = std::size_t{64} << 20};
  auto ended = postgres::run_blocking(database, std::move(what), bounds, sink);
  if (ended.failure)
    return refuse(*std::move(ended.failure));
  return ended.rows;
}

postgres::trip names_trip() {
  return {.form = postgres::trip_form::catalog,
          .statements = {{.what = postgres::catalog::names}}};
}

std::string head_of(const postgres::server_facts& server) {
  return R"({"howdah_catalog":1,"server_version":)" + mcp::json_string(server.version_text)
         + R"(,"database":)" + mcp::json_string(server.database) + R"(,"login":)"
         + mcp::json_string(server.user) + "}\n";
}

result<told> answer(std::span<const std::string> words, const environment& variables) {
  HOWDAH_TRY(const auto loaded, load({words.begin(), words.end()}, variables));
  const auto& values = loaded.values;
  if (loaded.wanted != invocation::purpose::serve || values.demo || values.conn.empty())
    return refuse(errc::invalid_argument,
                  "dump-catalog needs the connection string of a database: --conn DSN or "
                  "DATABASE_URL; "
                    + usage_of("dump-catalog"));
  HOWDAH_TRY(auto opened,
             postgres::connection::open(connect_options_of(values, values.conn)));
  postgres::session database(std::move(opened));
  all_names every;
  HOWDAH_TRY([[maybe_unused]] const auto names, ask(database, names_trip(), every));
  survey_lines lines;
  HOWDAH_TRY(const auto rows, ask(database, tools::survey_trip(every.names.literal()), lines));
  return told{.text = head_of(database.facts()) + lines.text + R"({"rows":)"
                      + std::to_string(rows) + "}\n"};
}

} // namespace

std::optional<result<told>> dump_command(const std::vector<std::string>& arguments,
                                         const environment& variables) {
  if (arguments.empty() || arguments.front() != "dump-catalog")
    return std::nullopt;
  auto found = answer(std::span(arguments).subspan(1), variables);
  if (!found)
    found.error().message = in_one_line(found.error());
  return found;
}

} // namespace howdah::app
