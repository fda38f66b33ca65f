#include "postgres/literal_reader.hpp"

namespace howdah::postgres {

// -- arrays -------------------------------------------------------------------------------------

array_reader::piece array_reader::next() {
  if (at_ >= text_.size())
    return depth_ == 0 && after_value_ ? piece::end : piece::malformed;
  if (depth_ == 0 && after_value_)
    return piece::malformed;
  if (text_[at_] == '}')
    return closed();
  if (after_value_) {
    if (text_[at_] != delimiter_)
      return piece::malformed;
    after_value_ = false;
    if (++at_ >= text_.size())
      return piece::malformed;
  }
  if (text_[at_] == '{')
    return opened();
  if (depth_ == 0)
    return piece::malformed;
  return text_[at_] == '"' ? quoted() : bare();
}

array_reader::piece array_reader::opened() {
  ++at_;
  ++depth_;
  return piece::open;
}

array_reader::piece array_reader::closed() {
  if (depth_ == 0 || (!after_value_ && text_[at_ - 1] != '{'))
    return piece::malformed;
  ++at_;
  --depth_;
  after_value_ = true;
  return piece::close;
}

array_reader::piece array_reader::quoted() {
  element_.clear();
  for (auto i = at_ + 1; i < text_.size(); ++i) {
    if (text_[i] == '"') {
      at_ = i + 1;
      after_value_ = true;
      return piece::element;
    }
    if (text_[i] == '\\' && ++i == text_.size())
      break;
    element_ += text_[i];
  }
  return piece::malformed;
}

array_reader::piece array_reader::bare() {
  element_.clear();
  auto i = at_;
  for (; i < text_.size() && text_[i] != delimiter_ && text_[i] != '}'; ++i) {
    if (text_[i] == '\\' && ++i == text_.size())
      return piece::malformed;
    element_ += text_[i];
  }
  if (i == at_)
    return piece::malformed;
  at_ = i;
  after_value_ = true;
  return element_ == "NULL" ? piece::null : piece::element;
}

// -- records ------------------------------------------------------------------------------------

bool record_reader::next() {
  if (malformed_ || ended_)
    return false;
  const auto first = at_ == 0;
  if (first && text_ == "()") {
    ended_ = true;
    return false;
  }
  if (!at(first ? '(' : ',')) {
    ended_ = at(')') && at_ + 1 == text_.size();
    malformed_ = !ended_;
    return false;
  }
  ++at_;
  read_field();
  return !malformed_;
}

void record_reader::read_field() {
  field_.reset();
  if (at(',') || at(')'))
    return;
  field_.emplace();
  bool quoted = false;
  for (; at_ < text_.size(); ++at_) {
    const auto c = text_[at_];
    if (!quoted && (c == ',' || c == ')'))
      return;
    if (c == '\\' && at_ + 1 < text_.size()) {
      *field_ += text_[++at_];
    } else if (c != '"') {
      *field_ += c;
    } else if (quoted && at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
      *field_ += '"';
      ++at_;
    } else {
      quoted = !quoted;
    }
  }
  malformed_ = true;
}

} // namespace howdah::postgres
