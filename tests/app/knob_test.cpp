#include "app/config/command_line.hpp"
#include "app/config/config_file.hpp"
#include "app/config/environment.hpp"
#include "app/config/knob.hpp"
#include "app/config/knobs.hpp"

#include <gmock/gmock.h>
#include <set>
#include <string>
#include <vector>

namespace howdah::app {
namespace {

using testing::HasSubstr;

/// A value that the knob takes and that is not its default.
std::string another_value(const knob& which) {
  if (const auto* number = std::get_if<number_value>(&which.value))
    return std::to_string(number->most);
  if (const auto* choice = std::get_if<choice_value>(&which.value))
    return std::string(choice->names[choice->read(configuration{}) == 0 ? 1 : 0]);
  if (is_switch(which))
    return "true";
  return is_list(which) ? "one,two" : "something";
}

/// As text, what the knob holds now.
std::string value_in(const knob& which, configuration& all) {
  if (const auto* number = std::get_if<number_value>(&which.value))
    return std::to_string(number->read(all));
  if (const auto* choice = std::get_if<choice_value>(&which.value))
    return std::string(choice->names[choice->read(all)]);
  if (const auto* on = std::get_if<switch_value>(&which.value))
    return on->at(all) ? "true" : "false";
  if (const auto* list = std::get_if<list_value>(&which.value))
    return list->at(all).at(0) + ',' + list->at(all).at(1);
  if (const auto* hidden = std::get_if<secret_value>(&which.value))
    return hidden->at(all).reveal();
  return std::get<text_value>(which.value).at(all);
}

class every_knob : public testing::TestWithParam<const knob*> {
protected:
  /// Applies the only setting of a source and compares.
  void expect_set(const std::vector<setting>& found, source from) {
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].of, GetParam());
    EXPECT_EQ(found[0].from, from);
    configuration all;
    ASSERT_TRUE(set(*GetParam(), all, std::get<std::string>(found[0].value)));
    EXPECT_EQ(value_in(*GetParam(), all), another_value(*GetParam()));
  }
};

TEST_P(every_knob, can_be_set_by_its_flag) {
  const std::string flag(GetParam()->flag);
  const auto line = is_switch(*GetParam()) ? parse_command_line({flag})
                                           : parse_command_line({flag, another_value(*GetParam())});
  ASSERT_TRUE(line) << line.error().message;
  expect_set(line->settings, source::flag);
}

TEST_P(every_knob, can_be_set_by_its_flag_with_an_equals_sign) {
  const auto line
    = parse_command_line({std::string(GetParam()->flag) + '=' + another_value(*GetParam())});
  ASSERT_TRUE(line) << line.error().message;
  expect_set(line->settings, source::flag);
}

TEST_P(every_knob, can_be_set_by_each_of_its_variables) {
  for (const auto variable : GetParam()->variables)
    if (!variable.empty()) {
      const auto read = read_environment({{std::string(variable), another_value(*GetParam())}});
      ASSERT_TRUE(read) << read.error().message;
      EXPECT_THAT(read->remarks, testing::IsEmpty());
      expect_set(read->settings, source::environment);
    }
}

TEST_P(every_knob, can_be_set_by_its_key) {
  const auto found
    = parse_config(key_of(*GetParam()) + ": " + another_value(*GetParam()) + '\n', "f.yaml");
  ASSERT_TRUE(found) << found.error().message;
  expect_set(found->settings, source::file);
}

TEST_P(every_knob, refuses_what_it_does_not_take_and_says_what_it_does) {
  configuration all;
  const auto* number = std::get_if<number_value>(&GetParam()->value);
  std::vector<std::string> bad;
  if (number != nullptr)
    bad = {"",
           "x",
           "-1",
           "1.5",
           "1e3",
           "0x10",
           "10 000",
           "99999999999999999999",
           std::to_string(number->most + 1)};
  if (number != nullptr && number->least > 0)
    bad.push_back(std::to_string(number->least - 1));
  if (is_switch(*GetParam()))
    bad = {"", "ture", "enabled", "2", "truee", "y", "t"};
  if (std::holds_alternative<choice_value>(GetParam()->value))
    bad = {"", "nonsense"};
  for (const auto& text : bad) {
    const auto done = set(*GetParam(), all, text);
    ASSERT_FALSE(done) << GetParam()->flag << ' ' << text;
    EXPECT_EQ(done.error().message, "is not " + allowed_text(*GetParam()));
  }
}

TEST_P(every_knob, takes_both_ends_of_its_range_with_blanks_around) {
  const auto* number = std::get_if<number_value>(&GetParam()->value);
  if (number == nullptr)
    return;
  configuration all;
  for (const auto end : {number->least, number->most}) {
    ASSERT_TRUE(set(*GetParam(), all, " " + std::to_string(end) + "\t"));
    EXPECT_EQ(number->read(all), end);
  }
}

TEST_P(every_knob, has_a_default_within_its_range) {
  configuration all;
  if (const auto text = default_text(*GetParam()); !text.empty()) {
    EXPECT_TRUE(set(*GetParam(), all, text)) << text;
  }
}

std::vector<const knob*> all_knobs() {
  std::vector<const knob*> all;
  for (const auto& each : knobs())
    all.push_back(&each);
  return all;
}

std::string name_of_knob(const testing::TestParamInfo<const knob*>& info) {
  std::string name(info.param->flag.substr(2));
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(knobs, every_knob, testing::ValuesIn(all_knobs()), name_of_knob);

TEST(knobs, have_names_of_their_own) {
  std::set<std::string_view> names;
  std::size_t count = 0;
  for (const auto& each : knobs()) {
    for (const auto name : {each.flag, each.variables[0], each.variables[1]})
      if (!name.empty()) {
        names.insert(name);
        ++count;
      }
    EXPECT_FALSE(each.variables[0].empty()) << each.flag;
    EXPECT_FALSE(each.help.empty()) << each.flag;
  }
  EXPECT_EQ(names.size(), count);
}

TEST(switches, take_the_usual_words_in_any_case_with_blanks_around) {
  for (const auto* word : {"1", "true", "TRUE", "Yes", "on", " on ", "ON\n"})
    EXPECT_TRUE(parse_switch(word).value()) << word;
  for (const auto* word : {"0", "false", "False", "NO", "off", "\toff"})
    EXPECT_FALSE(parse_switch(word).value()) << word;
}

TEST(limits_of_the_server, are_all_knobs) {
  // A field that no knob writes keeps its default when every knob is set to something else.
  configuration all;
  for (const auto& each : knobs())
    ASSERT_TRUE(set(each, all, another_value(each)));
  const limits standard;
  const auto& now = all.bounds;
  EXPECT_NE(now.statement_timeout, standard.statement_timeout);
  EXPECT_NE(now.queue_timeout, standard.queue_timeout);
  EXPECT_NE(now.connect_timeout, standard.connect_timeout);
  EXPECT_NE(now.grace, standard.grace);
  EXPECT_NE(now.row_limit_default, standard.row_limit_default);
  EXPECT_NE(now.row_limit_max, standard.row_limit_max);
  EXPECT_NE(now.result_bytes, standard.result_bytes);
  EXPECT_NE(now.sql_bytes, standard.sql_bytes);
  EXPECT_NE(now.message_bytes, standard.message_bytes);
  EXPECT_NE(now.json_depth, standard.json_depth);
  EXPECT_NE(now.queue_length, standard.queue_length);
  EXPECT_NE(now.queue_per_principal, standard.queue_per_principal);
  EXPECT_NE(now.pool_min, standard.pool_min);
  EXPECT_NE(now.pool_max, standard.pool_max);
  EXPECT_NE(now.http_connections, standard.http_connections);
  EXPECT_NE(now.in_flight_per_connection, standard.in_flight_per_connection);
}

} // namespace
} // namespace howdah::app
