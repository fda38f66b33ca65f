#include "auth/match_reader.hpp"

#include "auth/user_reader.hpp"

#include <array>
#include <utility>

namespace howdah::auth {

namespace {

constexpr std::size_t most_matches = 1000;
constexpr std::size_t most_texts = 1000; ///< of one entry
constexpr std::array<std::string_view, 6> keys{"issuer", "claim",   "is",
                                               "any_of", "matches", "role"};

class match_reader {
public:
  match_reader(const yaml_file& file, const role_map& roles) : file_(file), roles_(roles) {}

  result<role_match> read(const YAML::Node& entry) const {
    if (auto fine = file_.check_keys(entry, "an entry of match", keys); !fine)
      return refuse(fine.error());
    role_match found;
    if (const auto issuer = entry["issuer"]; issuer.IsDefined()) {
      HOWDAH_TRY(found.issuer, file_.text(issuer, "issuer"));
    }
    if (!entry["claim"].IsDefined())
      return file_.at(entry).wrong("an entry of match has no claim: name one of the token");
    HOWDAH_TRY(found.claim, file_.name(entry["claim"], "claim"));
    if (auto done = read_wanted(entry, found); !done)
      return refuse(done.error());
    if (!entry["role"].IsDefined())
      return file_.at(entry).wrong("an entry of match has no role: name one of those below roles");
    HOWDAH_TRY(found.may, rights_named(file_, entry["role"], "an entry of match", roles_));
    return found;
  }

private:
  result<void> read_wanted(const YAML::Node& entry, role_match& into) const {
    const auto is = entry["is"], any_of = entry["any_of"], matches = entry["matches"];
    if (is.IsDefined() + any_of.IsDefined() + matches.IsDefined() != 1)
      return file_.at(entry).wrong("an entry of match says what the claim must be with one of is, "
                                   "any_of and matches");
    if (any_of.IsDefined())
      return read_texts(any_of, into);
    if (is.IsDefined()) {
      HOWDAH_TRY(auto text, file_.text(is, "is"));
      into.texts.push_back(std::move(text));
      return {};
    }
    HOWDAH_TRY(auto pattern, file_.text(matches, "matches"));
    into.like = name_pattern(std::move(pattern));
    return {};
  }

  result<void> read_texts(const YAML::Node& node, role_match& into) const {
    if (!node.IsSequence() || node.size() == 0 || node.size() > most_texts)
      return file_.at(node).wrong("any_of must be a list of 1 to 1000 texts");
    for (const auto& each : node) {
      HOWDAH_TRY(auto text, file_.text(each, "a member of any_of"));
      into.texts.push_back(std::move(text));
    }
    return {};
  }

  const yaml_file& file_;
  const role_map& roles_;
};

} // namespace

result<std::vector<role_match>> read_matches(const yaml_file& file, const YAML::Node& node,
                                             const role_map& roles) {
  if (!node.IsSequence())
    return file.at(node).wrong("the key match must hold a list of entries with claim, what it must "
                               "be, and role; write [] for none");
  if (node.size() > most_matches)
    return file.at(node).wrong("more than " + std::to_string(most_matches) + " entries of match");
  const match_reader reader(file, roles);
  std::vector<role_match> found;
  for (const auto& entry : node) {
    HOWDAH_TRY(auto match, reader.read(entry));
    found.push_back(std::move(match));
  }
  return found;
}

} // namespace howdah::auth
