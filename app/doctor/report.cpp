#include "app/doctor/report.hpp"

#include "core/json_text.hpp"
#include "core/utf8.hpp"
#include "tools/fence.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace howdah::app {

namespace {

using postgres::login_finding;

/// Names of the database must neither break lines nor reach the terminal as anything but text.
std::string one_line(const std::string& text) {
  std::string out;
  for (const char c : tools::neutral(repaired_utf8(text)))
    out += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  return out;
}

std::string line_of(const login_finding& finding) {
  return one_line(std::string(1, finding.grade) + "  " + finding.what + ": " + finding.says + "; "
                  + finding.why + ". Fix: " + finding.remedy)
         + '\n';
}

std::string line_of(const issuer_finding& issuer) {
  return one_line("issuer " + issuer.issuer + ": "
                  + (issuer.trouble.empty()
                       ? std::to_string(issuer.keys) + " keys at " + issuer.url
                       : "its tokens are refused, as its keys cannot be had: " + issuer.trouble))
         + '\n';
}

std::string or_none(const std::string& text) {
  return text.empty() ? "none" : text;
}

using setting = std::pair<const char*, std::string>;

std::array<setting, 5> settings_of(const postgres::login_session& session) {
  return {setting{"tls", session.tls.empty() && !session.remote ? "none, on one machine"
                                                                : or_none(session.tls)},
          setting{"default_transaction_read_only", session.read_only_default ? "on" : "off"},
          setting{"statement_timeout", or_none(session.statement_timeout)},
          setting{"log_statement", or_none(session.log_statement)},
          setting{"connection_limit", session.connection_limit < 0
                                        ? "none"
                                        : std::to_string(session.connection_limit)}};
}

std::string verdict_of(const login_report& report) {
  if (report.findings.empty())
    return "Nothing is wrong with it.\n";
  const auto worst = report.findings.front();
  return matters(worst) ? "" : "It will do; what follows is advice.\n";
}

void append_member(std::string& out, const char* name, const std::string& value) {
  out += out.back() == '{' ? "" : ",";
  append_json_string(out, name);
  out += ':';
  append_json_string(out, repaired_utf8(value));
}

std::string json_of(const login_finding& finding) {
  std::string out = "{";
  append_member(out, "grade", std::string(1, finding.grade));
  append_member(out, "what", finding.what);
  append_member(out, "says", finding.says);
  append_member(out, "why", finding.why);
  append_member(out, "fix", finding.remedy);
  return out + '}';
}

std::string json_of(const issuer_finding& issuer) {
  std::string out = "{";
  append_member(out, "issuer", issuer.issuer);
  append_member(out, "url", issuer.url);
  out += ",\"keys\":" + std::to_string(issuer.keys);
  if (!issuer.trouble.empty())
    append_member(out, "trouble", issuer.trouble);
  return out + '}';
}

} // namespace

bool is_fine(const login_report& report) {
  return postgres::grade_of(report.findings) < 'C'
         && std::ranges::all_of(report.issuers,
                                [](const auto& each) { return each.trouble.empty(); });
}

std::string text_of(const login_report& report) {
  auto out = one_line("Login " + report.login.login + ", " + report.place + ", PostgreSQL "
                      + report.server.version_text)
             + "\nGrade " + postgres::grade_of(report.findings) + "\n\n" + verdict_of(report);
  for (const auto& each : report.findings)
    out += line_of(each);
  out += '\n';
  for (const auto& [name, value] : settings_of(report.session))
    out += std::string(name) + ": " + one_line(value) + '\n';
  for (const auto& each : report.issuers)
    out += line_of(each);
  return out;
}

std::string json_of(const login_report& report) {
  const auto grade = postgres::grade_of(report.findings);
  std::string out = "{";
  append_member(out, "login", report.server.user);
  append_member(out, "database", report.server.database);
  append_member(out, "server_version", report.server.version_text);
  append_member(out, "grade", std::string(1, grade));
  out += std::string(R"(,"fine":)") + (is_fine(report) ? "true" : "false") + R"(,"findings":[)";
  for (const auto& each : report.findings)
    out += (out.back() == '[' ? "" : ",") + json_of(each);
  out += R"(],"settings":{)";
  for (const auto& [name, value] : settings_of(report.session))
    append_member(out, name, value);
  out += R"(},"issuers":[)";
  for (const auto& each : report.issuers)
    out += (out.back() == '[' ? "" : ",") + json_of(each);
  return out + "]}\n";
}

} // namespace howdah::app
