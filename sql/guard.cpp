#include "sql/guard.hpp"

#include "sql/destruction.hpp"
#include "sql/judgement.hpp"
#include "sql/parse.hpp"
#include "sql/plan_question.hpp"
#include "sql/refusal.hpp"
#include "sql/routines.hpp"
#include "sql/second_look.hpp"
#include "sql/text.hpp"
#include "sql/transactions.hpp"
#include "sql/verdict_cache.hpp"
#include "sql/walk.hpp"

#include <string>
#include <utility>

namespace howdah::sql {

namespace {

problem too_large(std::string_view text, std::size_t limit) {
  auto out = refusal(rule::statement_size, access_mode::unrestricted, "The statement");
  out.detail = "It has " + std::to_string(text.size()) + " bytes; the limit is "
               + std::to_string(limit) + ".";
  return out;
}

result<facts> read(const std::string& text, const policy& rules) {
  if (text.size() > rules.statement_bytes)
    return refuse(too_large(text, rules.statement_bytes));
  if (auto why = unfit(text))
    return refuse(std::move(*why));
  HOWDAH_TRY(const auto tree, parse_tree::of(text));
  return walk(tree.json(), {.nesting = rules.nesting, .nodes = rules.nodes});
}

/// The session of a transaction is somebody else's behind it.
std::optional<problem> refused_by_pooler(const facts& found, const policy& rules) {
  const bool alone = form_of(found, rules.mode) != transaction_form::bare;
  if (rules.pooler == pooling::none || (alone && !leaves_session_state(found, rules.mode)))
    return std::nullopt;
  return refusal(rule::session_left, rules.mode, "The statement");
}

} // namespace

struct guard::impl {
  policy rules;
  verdict_cache cache;

  explicit impl(policy given) : rules(given), cache(given.cache_bytes) {}
  result<admitted_ptr> fresh(std::string_view text, const rights_ptr& may) const;
  /// Of a statement whose other members are set.
  static admitted_ptr explained(const facts& found, std::string_view text,
                                const admitted_statement& statement);
  /// Offers only rewrites that would be admitted.
  problem checked(problem why, const rights_ptr& may) const;
};

result<admitted_ptr> guard::impl::fresh(std::string_view text, const rights_ptr& may) const {
  std::string own(text);
  HOWDAH_TRY(const auto found, read(own, rules));
  if (auto why = refused(found, rules.mode, text, may.get()))
    return refuse(checked(std::move(*why), may));
  const bool as_reader = rules.mode == access_mode::read_only || may;
  if (auto why = refused_on_second_look(found, rules.mode, own, as_reader))
    return refuse(std::move(*why));
  if (auto why = refused_by_pooler(found, rules))
    return refuse(std::move(*why));
  auto admitted = std::shared_ptr<admitted_statement>(new admitted_statement);
  admitted->form_ = form_of(found, rules.mode);
  admitted->mode_ = rules.mode;
  admitted->may_leave_session_state_ = leaves_session_state(found, rules.mode);
  admitted->may_retry_as_write_
    = rules.mode != access_mode::read_only && admitted->form_ == transaction_form::read;
  admitted->returns_rows_ = returns_rows(found);
  admitted->parameter_count_ = static_cast<int>(found.parameters);
  admitted->destroys_ = destruction_in(found);
  if (as_reader) {
    admitted->uses_ = uses_in(found);
    admitted->relations_ = relations_in(found);
  }
  admitted->may_ = may;
  admitted->explained_ = explained(found, own, *admitted);
  admitted->text_ = std::move(own);
  return admitted_ptr(std::move(admitted));
}

admitted_ptr guard::impl::explained(const facts& found, std::string_view text,
                                    const admitted_statement& statement) {
  const auto* may = statement.may_.get();
  if (!may || (!may->limits.cost && !may->limits.estimated_rows))
    return nullptr;
  auto question = plan_question_of(found, text);
  if (!question)
    return nullptr;
  auto explains = std::shared_ptr<admitted_statement>(new admitted_statement);
  explains->text_ = std::move(question->text);
  explains->shift_ = question->shift;
  explains->mode_ = statement.mode_;
  explains->parameter_count_ = statement.parameter_count_;
  explains->may_ = statement.may_;
  return explains;
}

problem guard::impl::checked(problem why, const rights_ptr& may) const {
  if (!why.rewrite.empty() && !fresh(why.rewrite, may))
    why.rewrite.clear();
  return why;
}

guard::guard(policy rules) : impl_(std::make_unique<impl>(rules)) {
}
guard::~guard() = default;
guard::guard(guard&&) noexcept = default;
guard& guard::operator=(guard&&) noexcept = default;

result<admitted_ptr> guard::judge(std::string_view text, const rights_ptr& may) {
  if (const auto* known = impl_->cache.find(text, may))
    return *known;
  auto verdict = impl_->fresh(text, may);
  remember(text, may, verdict);
  return verdict;
}

admitted_ptr guard::masking(const admitted_statement& statement, result_mask mask) {
  auto masked = std::shared_ptr<admitted_statement>(new admitted_statement(statement));
  masked->mask_ = std::move(mask);
  return masked;
}

std::optional<result<admitted_ptr>> guard::remembered(std::string_view text,
                                                      const rights_ptr& may) {
  const auto* known = impl_->cache.find(text, may);
  return known ? std::optional(*known) : std::nullopt;
}

void guard::remember(std::string_view text, const rights_ptr& may,
                     const result<admitted_ptr>& verdict) {
  const bool passing = !verdict && verdict.error().code == errc::busy;
  if (!passing && text.size() <= impl_->rules.statement_bytes)
    impl_->cache.put(text, may, verdict);
}

} // namespace howdah::sql
