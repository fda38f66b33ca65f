#include "app/config/manual.hpp"

#include "app/commands.hpp"
#include "app/config/environment.hpp"
#include "app/config/knobs.hpp"
#include "app/config/wording.hpp"

#include <string_view>
#include <vector>

namespace howdah::app {

namespace {

constexpr std::size_t text_column = 30;
constexpr std::size_t last_column = 100;

std::vector<std::string_view> variables_of(const knob& which) {
  std::vector<std::string_view> names;
  for (const auto variable : which.variables)
    if (!variable.empty())
      names.push_back(variable);
  return names;
}

/// Lines of at most the width, each after the indent.
std::string wrapped(std::string_view text, const std::string& indent, std::size_t width) {
  std::string out;
  std::string line;
  for (const auto word : split(text, ' ')) {
    if (!line.empty() && indent.size() + line.size() + 1 + word.size() > width) {
      out += indent + line + '\n';
      line.clear();
    }
    line.append(line.empty() ? "" : " ").append(word);
  }
  return out + indent + line + '\n';
}

std::string help_entry(const std::string& flag, const std::string& text) {
  const std::string indent(text_column, ' ');
  auto lines = wrapped(text, indent, last_column);
  auto head = "  " + flag;
  if (head.size() + 2 > text_column)
    return head + '\n' + lines;
  head.resize(text_column, ' ');
  return head + lines.substr(text_column);
}

std::string help_entry(const knob& which) {
  auto flag = std::string(which.flag);
  if (!which.placeholder.empty())
    flag += ' ' + std::string(which.placeholder);
  auto text = std::string(which.help);
  if (const auto standard = default_text(which); !standard.empty())
    text += " Default: " + standard + '.';
  return help_entry(flag, text + " [" + joined(variables_of(which)) + ']');
}

/// Calls `begin` at the first knob of each group.
template <class Begin, class Each>
void by_group(Begin begin, Each each) {
  std::string_view group;
  for (const auto& which : knobs()) {
    if (which.group != group)
      begin(which);
    group = which.group;
    each(which);
  }
}

std::string code(std::string_view text) {
  return text.empty() ? std::string("–") : '`' + std::string(text) + '`';
}

std::string row_of(const knob& which) {
  std::string variables;
  for (const auto variable : variables_of(which))
    variables += (variables.empty() ? "" : ", ") + code(variable);
  return "| " + code(which.flag) + " | " + variables + " | " + code(key_of(which)) + " | "
         + code(default_text(which)) + " | " + allowed_text(which) + " | " + std::string(which.help)
         + " |\n";
}

constexpr std::string_view page_introduction = R"(# Configuration

Every setting has a flag, an environment variable and a key in the configuration file. Flags win over variables, variables over the
file, the file over the defaults. This page, `howdah --help` and `configs/howdah.yaml` are made from one table in
`app/config/knobs.cpp`; a test compares them.

- Mistakes stop the start: an unknown flag or key, an abbreviated flag, a flag given twice, a value out of its range, on stderr in one
  line that names the thing, the value and what is allowed, with exit code 2. That holds also for a value that something else
  overrides.
- An empty variable counts as unset, and so does an empty `--conn`. Blanks around a value are dropped.
- Switches take 1, true, yes, on or 0, false, no, off in any case; a flag alone means true. Anything else stops the start, so that a
  mistyped `POSTGRES_READONLY` never means read-write. So does a variable whose name looks like it, such as `POSTGRES_READ_ONLY`; other
  near misses are told in the log.
- `--config FILE`, or `MCP_CONFIG`, names the configuration file: YAML, see `configs/howdah.yaml`. Without it no file is read.
- The section `auth` of the configuration file says whose access tokens are taken: docs/authentication.md.
- `--help` and `--version` print and end.
- The password of a database is never printed. It is best kept out of the command line, which other users of the machine can see: use
  the variable, a service file or `.pgpass`.

A file such as this `howdah.yaml`:

```yaml
conn: postgresql://reader@db.example/shop
access: read-only
transport: streamable-http
statement_timeout_ms: 10000
pool_max: 20
```

is read by this command, and the flag wins:

```console
$ howdah --config howdah.yaml --port 9000
```

What is wrong is told before anything starts:

```console
$ howdah --acess read-only
howdah: unknown flag "--acess" (did you mean --access?); howdah --help lists all
$ POSTGRES_READONLY=ture howdah
howdah: POSTGRES_READONLY "ture" is not one of 1, true, yes, on, 0, false, no, off
$ howdah --transport streamable-http --host 0.0.0.0
howdah: --host "0.0.0.0" can be reached from other machines, without authentication: use 127.0.0.1 behind a proxy, ask for tokens (--permissions, --auth-issuer), or give --insecure-bind (MCP_INSECURE_BIND=true) if that is what you want
```
)";

constexpr std::string_view sample_introduction
  = R"(# The configuration file of howdah: howdah --config howdah.yaml
#
# Every setting is here with its default; remove the # before what you change. Flags and environment variables win over this file.
# What each means at length: docs/configuration.md. Unknown keys and values stop the start with a line that says where.
)";

std::string sample_value(const knob& which) {
  if (is_list(which))
    return "[]";
  const auto standard = default_text(which);
  return standard.empty() ? "\"\"" : standard;
}

} // namespace

std::string help_text() {
  std::string out
    = "howdah: a PostgreSQL server for the Model Context Protocol (MCP)\n\n"
      "usage: howdah [FLAG...]          serves\n"
      "       howdah COMMAND [...]      does one of these; howdah COMMAND --help tells more\n\n"
      "Commands\n";
  for (const auto& each : commands())
    out += help_entry(std::string(each.name), std::string(each.purpose));
  by_group([&](const knob& first) { out += '\n' + std::string(first.group) + '\n'; },
           [&](const knob& which) { out += help_entry(which); });
  out += "\nOther\n";
  out += help_entry("--config FILE",
                    "Read settings from a YAML file. [" + std::string(config_variable) + ']');
  out += help_entry("--version", "Print the version.");
  out += help_entry("-h, --help", "Print this.");
  return out
         + "\nFlags win over [environment variables], those over the file, the file over the "
           "defaults.\n";
}

std::string configuration_page() {
  std::string out(page_introduction);
  by_group(
    [&](const knob& first) {
      out += "\n## " + std::string(first.group)
             + "\n\n| flag | variable | YAML key | default | allowed | what it does "
               "|\n|---|---|---|---|---|---|\n";
    },
    [&](const knob& which) { out += row_of(which); });
  return out;
}

std::string sample_config() {
  std::string out(sample_introduction);
  by_group([&](const knob& first) { out += "\n# -- " + std::string(first.group) + '\n'; },
           [&](const knob& which) {
             out += '\n' + wrapped(which.help, "# ", last_column);
             out += '#' + key_of(which) + ": " + sample_value(which) + '\n';
           });
  return out;
}

} // namespace howdah::app
