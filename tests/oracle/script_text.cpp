#include "tests/oracle/script_text.hpp"

#include "sql/lexemes.hpp"
#include "tests/oracle/tokens.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace howdah::oracle {

namespace {

std::string lower(std::string_view word) {
  std::string out(word);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool is_word(char c) noexcept {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

class reader {
public:
  explicit reader(std::string_view text) : text_(text) {}

  script_text read() {
    while (at_ < text_.size())
      step();
    end_statement();
    return std::move(found_);
  }

private:
  void step() {
    if (const auto end = sql::quoted_until(text_, at_); end > at_)
      return take(end - at_);
    const char c = text_[at_];
    if (c == '\\')
      return command();
    if (is_word(c))
      return word();
    if (c == ':' && starts_variable())
      variable_ = true;
    depth_ += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (c == ';' && depth_ <= 0 && blocks_ == 0) {
      ++at_;
      return end_statement();
    }
    take(1);
  }

  void take(std::size_t count) {
    statement_ += text_.substr(at_, count);
    at_ += count;
  }

  /// Of psql, to the end of the line. It sends what stands before it, if it is \g or the like; \;
  /// only separates statements.
  void command() {
    if (text_.substr(at_).starts_with("\\;")) {
      at_ += 2;
      return end_statement();
    }
    ++found_.commands;
    if (text_.substr(at_).starts_with("\\g") || text_.substr(at_).starts_with("\\crosstabview"))
      end_statement();
    at_ = std::min(text_.find('\n', at_), text_.size());
  }

  void word() {
    auto end = at_;
    while (end < text_.size() && is_word(text_[end]))
      ++end;
    const auto read = lower(text_.substr(at_, end - at_));
    in_body_ = in_body_ || read == "atomic";
    if (read == "atomic" || (in_body_ && read == "case"))
      ++blocks_;
    else if (in_body_ && read == "end")
      --blocks_;
    take(end - at_);
  }

  /// :name, :'name', :"name" or :{?name}; not a::type, a := b, a[1:2].
  bool starts_variable() const {
    const bool cast = (at_ > 0 && text_[at_ - 1] == ':') || at_ + 1 == text_.size();
    if (cast)
      return false;
    const char next = text_[at_ + 1];
    const bool digit = std::isdigit(static_cast<unsigned char>(next)) != 0;
    return next == '\'' || next == '"' || next == '{' || (is_word(next) && !digit);
  }

  void end_statement() {
    const auto words = tokens_of(statement_);
    if (variable_)
      ++found_.with_variables;
    else if (!words.empty())
      found_.statements.push_back(statement_);
    const bool data = words.size() > 2 && lower(words.front().text) == "copy"
                      && std::ranges::any_of(
                        words, [](const token& each) { return lower(each.text) == "stdin"; });
    if (data)
      skip_data();
    statement_.clear();
    depth_ = blocks_ = 0;
    variable_ = in_body_ = false;
  }

  void skip_data() {
    const auto end = text_.find("\n\\.", at_);
    at_ = end == std::string_view::npos ? text_.size()
                                        : std::min(text_.find('\n', end + 1), text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string statement_;
  int depth_ = 0;
  int blocks_ = 0; ///< that are open in a body
  bool in_body_ = false;
  bool variable_ = false;
  script_text found_;
};

} // namespace

script_text read_script(std::string_view text) {
  return reader(text).read();
}

} // namespace howdah::oracle
