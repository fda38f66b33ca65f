#include "auth/role_book.hpp"

#include "auth/inheritance.hpp"
#include "auth/role_reader.hpp"
#include "core/near_miss.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace howdah::auth {

namespace {

constexpr std::size_t most_roles = 1000;
/// Of what one role may do, its inheritance included: each is compared with every name.
constexpr std::size_t most_patterns = 2000;
constexpr std::size_t longest_chain = 32;

using written_roles = std::map<std::string, written_role, std::less<>>;

/// Adds to every role what it inherits, parents first.
class heir_finder {
public:
  explicit heir_finder(const written_roles& written) : written_(written) {}

  result<role_map> all() {
    for (const auto& [name, role] : written_)
      if (auto done = settle(name, role); !done)
        return refuse(done.error());
    return std::move(done_);
  }

private:
  result<void> settle(const std::string& name, const written_role& role) {
    if (done_.contains(name))
      return {};
    chain_.push_back(name);
    finished_role found;
    rights may = role.own;
    for (const auto& parent : role.inherits) {
      if (auto fine = settle_parent(parent); !fine)
        return fine;
      const auto& inherited = *done_.find(parent.name)->second.may;
      if (auto fine = check_seats(parent, role.own, may, inherited); !fine)
        return fine;
      add_rights(may, inherited);
      found.inherits.push_back(parent.name);
      if (size_of(may) > most_patterns)
        return parent.at.wrong("role " + shown_name(name) + " has more than "
                               + std::to_string(most_patterns)
                               + " patterns with what it inherits: use fewer and wider ones");
    }
    chain_.pop_back();
    found.may = std::make_shared<const rights>(std::move(may));
    done_.emplace(name, std::move(found));
    return {};
  }

  result<void> settle_parent(const written_role::parent& parent) {
    const auto role = written_.find(parent.name);
    if (role == written_.end())
      return parent.at.wrong("inherits: there is no role " + shown_name(parent.name)
                             + did_you_mean(parent.name, names()) + "; define it below roles");
    if (std::ranges::find(chain_, parent.name) != chain_.end())
      return parent.at.wrong("inherits: role " + shown_name(parent.name) + " inherits from itself: "
                             + chain_text(parent.name) + "; remove one of them");
    if (chain_.size() >= longest_chain)
      return parent.at.wrong("inherits: more than " + std::to_string(longest_chain)
                             + " roles, one from the other: name the first ones directly");
    return settle(role->first, role->second);
  }

  /// What two of its parents say differently a role must say itself.
  static result<void> check_seats(const written_role::parent& parent, const rights& own,
                                  const rights& so_far, const rights& more) {
    const bool seats_differ
      = own.as.shared() && !so_far.as.shared() && !more.as.shared() && so_far.as != more.as;
    const bool told_differ
      = !own.told.any() && so_far.told.any() && more.told.any() && so_far.told != more.told;
    if (!seats_differ && !told_differ)
      return {};
    return parent.at.wrong(std::string("inherits: another role that is inherited has ")
                           + (seats_differ ? "another database" : "other claims or settings")
                           + " than " + shown_name(parent.name) + ": say here which it is");
  }

  std::vector<std::string_view> names() const {
    std::vector<std::string_view> all;
    for (const auto& [name, role] : written_)
      all.push_back(name);
    return all;
  }

  std::string chain_text(const std::string& from) const {
    std::string out;
    for (auto each = std::ranges::find(chain_, from); each != chain_.end(); ++each)
      out += shown_name(*each) + " < ";
    return out + shown_name(from);
  }

  const written_roles& written_;
  std::vector<std::string> chain_; ///< who inherits from whom, down to the role that is settled
  role_map done_;
};

} // namespace

result<role_map> read_roles(const yaml_file& file, const YAML::Node& node,
                            std::span<const std::string_view> known_tools) {
  if (auto fine = file.check_map(node, "roles", "{} for the defaults"); !fine)
    return refuse(fine.error());
  if (node.size() > most_roles)
    return file.at(node).wrong("more than " + std::to_string(most_roles) + " roles");
  written_roles written;
  for (const auto& member : node) {
    HOWDAH_TRY(auto name, file.name(member.first, "the name of a role"));
    HOWDAH_TRY(auto role, read_role(file, name, member.second, known_tools));
    if (size_of(role.own) > most_patterns)
      return file.at(member.first)
        .wrong("a role with more than " + std::to_string(most_patterns)
               + " patterns: use fewer and wider ones");
    written.emplace(std::move(name), std::move(role));
  }
  return heir_finder(written).all();
}

} // namespace howdah::auth
