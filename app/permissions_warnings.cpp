#include "app/permissions_warnings.hpp"

#include "app/config/wording.hpp"
#include "auth/operations.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace howdah::app {

namespace {

class critic {
public:
  critic(const auth::permissions& file, std::chrono::sys_seconds now)
    : file_(file), said_(file.sections()), now_(now) {}

  std::vector<std::string> warnings() {
    if (!file_.restricts())
      say("there are neither roles nor users: callers may do what --access lets everybody do");
    else if (!file_.has_default())
      say("there is no _default: whoever has no role otherwise may do nothing");
    if (said_.roles)
      for (const auto& [name, role] : *said_.roles)
        judge(name, *role.may);
    judge_holders();
    return std::move(found_);
  }

private:
  void say(std::string what) { found_.push_back(std::move(what)); }

  void judge(const std::string& name, const rights& may) {
    if (!in_use(name))
      say("role " + name + ": nobody has it");
    if (may.operations.empty() || may.schemas.empty() || may.tables.empty())
      say("role " + name + " reaches nothing: operations, schemas or tables is empty");
    judge_writes(name, may);
    judge_functions(name, may);
    judge_columns(name, may);
  }

  void judge_writes(const std::string& name, const rights& may) {
    std::vector<std::string> writes;
    std::ranges::copy_if(may.operations, std::back_inserter(writes), auth::is_write);
    const bool everywhere = std::ranges::any_of(may.tables, [](const auto& each) {
      return each.name.text() == "*" && (!each.schema || each.schema->text() == "*");
    });
    if (!writes.empty() && everywhere)
      say("role " + name + " may change every table of its schemas: operations " + joined(writes)
          + " with tables *");
    if (may.may("do") || may.may("call"))
      say("role " + name
          + " may run code (do, call), which is not held to schemas and tables: the login's own "
            "grants are its bounds");
  }

  void judge_functions(const std::string& name, const rights& may) {
    const bool all = std::ranges::any_of(may.functions, [](const auto& each) {
      return each.name.text() == "*" && (!each.schema || each.schema->text() == "*");
    });
    if (all)
      say("role " + name + " may call every function: what they do is not held to tables");
  }

  void judge_columns(const std::string& name, const rights& may) {
    const bool reads = may.may("select");
    for (const auto& rule : may.columns) {
      const auto& of = rule.of.name.text();
      if (!reads) {
        say("role " + name + " masks or hides columns of " + of + ", but may not select");
        continue;
      }
      const bool within
        = !rule.of.is_name() || std::ranges::any_of(may.tables, [&](const auto& each) {
            return each.name.matches(of);
          });
      if (!within)
        say("role " + name + " masks or hides columns of " + of + ", which its tables do not name");
    }
  }

  bool in_use(const std::string& name) const {
    const auto has = [&](const rights_ptr& may) {
      return may && may->role == name;
    };
    return has(said_.fallback)
           || (said_.users
               && std::ranges::any_of(*said_.users,
                                      [&](const auto& user) { return has(user.second); }))
           || (said_.match
               && std::ranges::any_of(*said_.match,
                                      [&](const auto& each) { return has(each.may); }))
           || std::ranges::any_of(*said_.roles, [&](const auto& other) {
                return std::ranges::find(other.second.inherits, name)
                       != other.second.inherits.end();
              });
  }

  void judge_holders() {
    if (!said_.tokens)
      return;
    std::set<std::string> holders;
    for (const auto& each : *said_.tokens) {
      const auto& name = each.holder->subject();
      if (each.expires && *each.expires <= now_)
        say("a token of " + name + " has expired");
      if (holders.insert(name).second && file_.restricts()
          && !(said_.users && said_.users->contains(name)))
        say(name + " holds a token and is not below users: "
            + (said_.fallback ? "the role is " + said_.fallback->role + " of _default"
                              : "nothing is allowed"));
    }
    if (said_.users)
      for (const auto& [name, may] : *said_.users)
        if (!holders.contains(name))
          say("user " + name + " holds no token, and so calls over stdio only");
  }

  const auth::permissions& file_;
  const auth::permission_sections& said_;
  std::chrono::sys_seconds now_;
  std::vector<std::string> found_;
};

} // namespace

std::vector<std::string> permissions_warnings(const auth::permissions& file,
                                              std::chrono::sys_seconds now) {
  return critic(file, now).warnings();
}

} // namespace howdah::app
