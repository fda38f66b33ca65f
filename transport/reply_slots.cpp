#include "transport/reply_slots.hpp"

#include "transport/framing/sse.hpp"

#include <algorithm>
#include <string>

namespace howdah::transport {

namespace {

/// A result for a client that takes nothing but event streams: a stream that is complete.
http_reply as_stream(const http_reply& reply) {
  auto stream = reply;
  stream.content_type = stream_type;
  stream.fields += "Cache-Control: no-cache\r\n";
  stream.body = sse_message(reply.body);
  return stream;
}

} // namespace

void reply_slots::open(actors::exchange_id of, const reply_form& form, bool dispatched) {
  slots_.push_back({.of = of, .form = form, .dispatched = dispatched});
}

void reply_slots::dispatched(actors::exchange_id of) {
  if (auto* const to = find(of))
    to->dispatched = true;
}

bool reply_slots::streams(actors::exchange_id of) {
  const auto* const which = find(of);
  return which && which->streaming;
}

bool reply_slots::answer(actors::exchange_id of, const http_reply& reply, bytes& out) {
  auto* const to = find(of);
  if (!to)
    return false;
  write(*to, out, [&](bytes& where) {
    const bool result = reply.status == 200 && !reply.body.empty();
    if (!to->streaming)
      return append_reply(where, to->form.only_streams && result ? as_stream(reply) : reply,
                          to->form);
    if (!reply.body.empty())
      append_chunk(where, sse_event(reply.body, {.id = reply.event}));
    append_last_chunk(where);
  });
  to->done = true;
  release(out);
  return true;
}

bool reply_slots::notify(const actors::notice& notice, bytes& out) {
  const auto* const to = find(notice.to);
  if (!to || !to->form.may_stream)
    return false;
  return say(notice.to, sse_event(notice.body, {.id = notice.event, .retry_ms = notice.retry_ms}),
             out);
}

bool reply_slots::say(actors::exchange_id of, std::string_view event, bytes& out) {
  auto* const to = find(of);
  if (!to)
    return false;
  write(*to, out, [&](bytes& where) {
    if (!to->streaming)
      append_stream_head(where, to->form);
    append_chunk(where, event);
  });
  to->streaming = true;
  return true;
}

bool reply_slots::comment(bytes& out) {
  if (slots_.empty() || !slots_.front().streaming)
    return false;
  append_chunk(out, sse_comment);
  return true;
}

bool reply_slots::probe(bytes& out) {
  if (comment(out))
    return true;
  if (slots_.empty() || !slots_.front().form.http_1_1)
    return false;
  append_processing(out);
  return true;
}

void reply_slots::close_after_last() {
  if (slots_.empty())
    finished_ = true;
  else
    slots_.back().form.keep_alive = false;
}

std::vector<actors::exchange_id> reply_slots::in_progress() const {
  std::vector<actors::exchange_id> found;
  for (const auto& one : slots_)
    if (one.dispatched && !one.done)
      found.push_back(one.of);
  return found;
}

reply_slots::slot* reply_slots::find(actors::exchange_id of) {
  const auto found
    = std::lower_bound(slots_.begin(), slots_.end(), of,
                       [](const slot& one, actors::exchange_id wanted) { return one.of < wanted; });
  return found != slots_.end() && found->of == of && !found->done ? &*found : nullptr;
}

/// Straight to the socket for the request whose turn it is.
template <class Write>
void reply_slots::write(slot& to, bytes& out, Write how) {
  if (&to == &slots_.front())
    return how(out);
  const auto before = to.held.size();
  how(to.held);
  held_ += to.held.size() - before;
}

/// Lets go of what no earlier answer holds back any more.
void reply_slots::release(bytes& out) {
  while (!slots_.empty() && slots_.front().done) {
    finished_ = finished_ || !slots_.front().form.keep_alive;
    slots_.pop_front();
    if (slots_.empty())
      return;
    auto& next = slots_.front().held;
    out.insert(out.end(), next.begin(), next.end());
    held_ -= next.size();
    next = {};
  }
}

} // namespace howdah::transport
