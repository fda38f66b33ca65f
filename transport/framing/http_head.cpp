#include "transport/framing/http_head.hpp"

namespace howdah::transport {

namespace {

constexpr bool control(char c) noexcept {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}

} // namespace

head_scanner::verdict head_scanner::refuse(const char* why) {
  complaint_ = why;
  return verdict::bad;
}

head_scanner::verdict head_scanner::scan(std::string_view head) {
  while (at_ < head.size()) {
    const char c = head[at_++];
    if (after_cr_) {
      if (c != '\n')
        return refuse("A CR stands alone in the request head.");
      if (end_line() == verdict::complete)
        return verdict::complete;
    } else if (c == '\r') {
      after_cr_ = true;
    } else if (control(c)) {
      return refuse(c == '\n' ? "A line of the request head ends without CR."
                              : "The request head holds a control character.");
    } else if (!first_line_ && at_ == line_start_ + 1 && (c == ' ' || c == '\t')) {
      return refuse("A header field is folded over several lines.");
    }
  }
  return verdict::more;
}

head_scanner::verdict head_scanner::end_line() {
  const bool empty = at_ - line_start_ == 2;
  after_cr_ = false;
  line_start_ = at_;
  if (empty && !first_line_)
    return verdict::complete;
  first_line_ = false;
  return verdict::more;
}

} // namespace howdah::transport
