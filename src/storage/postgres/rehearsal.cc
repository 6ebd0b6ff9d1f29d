// Changes that are rehearsed before they are made (Connection::rehearse).
#include "storage/postgres/connection.h"
#include "storage/postgres/errors.h"
#include "storage/postgres/wire.h"

namespace wheelhouse::storage::postgres {
namespace {
constexpr std::size_t kShapesMax = 1'000;
}

const StatementShape& Connection::shape_for(std::string_view sql) {
  if (const auto known = shapes_.find(sql); known != shapes_.end()) return known->second;
  if (shapes_.size() >= kShapesMax) shapes_.clear();
  return shapes_.emplace(std::string(sql), shape_of(sql)).first->second;
}

std::any* Connection::left(std::string_view what, const Uuid& of) {
  if (!rehearsed_) return nullptr;
  auto& left = rehearsed_->is_on ? rehearsed_->pretended_left : rehearsed_->left;
  return &left[{std::string(what), of}];
}

Uuid Connection::new_id(std::int64_t unix_ms) {
  if (!rehearsed_) return make_uuid_v7(unix_ms);
  std::vector<Uuid>& ids = rehearsed_->ids[rehearsed_->at];
  if (rehearsed_->next_id == ids.size()) ids.push_back(make_uuid_v7(unix_ms));
  return ids[rehearsed_->next_id++];
}

void Connection::rehearse(std::vector<const Work*> works) {
  rehearsed_ = std::make_unique<Rehearsed>();
  rehearsed_->works = std::move(works);
  rehearsed_->ids.resize(rehearsed_->works.size());
  rehearsed_->is_on = true;
  rounds_ = &rehearsed_->rounds;
  struct End {
    Connection& self;
    ~End() {
      self.rounds_ = nullptr;
      self.unanswered_ = false;
      if (self.rehearsed_) self.rehearsed_->is_on = false;
    }
  } const end{*this};
  std::vector<std::size_t> unready;
  for (std::size_t i = 0; i < rehearsed_->works.size(); ++i) unready.push_back(i);
  for (int round = 1; !unready.empty(); ++round) {
    rounds_->begin(round);
    if (rounds_->as_it_comes) return;  // what is not known by now is asked when the work is done
    std::erase_if(unready, [&](std::size_t index) {
      rehearsed_->pretended = {};
      rehearsed_->pretended_left.clear();
      rehearsed_->asks = false;
      rehearsed_->begin_work(index);
      try {
        (*rehearsed_->works[index])(*this);
      } catch (...) {
        if (is_lost()) throw connection_error(handle_.get());
      }
      return !rehearsed_->asks;
    });
    settle();
  }
}

void Connection::perform(std::size_t index) {
  rehearsed_->begin_work(index);
  (*rehearsed_->works[index])(*this);
}

std::optional<std::int64_t> Connection::run_rehearsed(std::string_view sql, std::span<const SqlValue> values, const RowVisitor* visit) {
  Rehearsed& all = *rehearsed_;
  const StatementShape& shape = shape_for(sql);
  const Parameters parameters(values);
  std::vector<std::string_view> sent;
  sent.reserve(values.size());
  for (int i = 0; i < parameters.count(); ++i) {
    const char* data = parameters.data()[i];
    sent.push_back(data ? std::string_view(data, static_cast<std::size_t>(parameters.lengths()[i])) : std::string_view());
  }
  Changes& changes = all.is_on ? all.pretended : all.made;
  if (!shape.only_reads) {
    changes.add(shape, sent);
    if (all.is_on) return 1;  // as a change of one row would say
    return std::nullopt;
  }
  if (changes.may_change(shape, sent)) {
    // Only after the changes can it be answered.
    if (!all.is_on) return std::nullopt;
    unanswered_ = true;
    return 0;
  }
  std::string key = key_of(sql, parameters);
  if (const auto known = all.rounds.answers.find(key); known != all.rounds.answers.end()) return visit_rows(known->second.get(), visit);
  if (!all.is_on) return std::nullopt;
  all.asks = true;
  ask_ahead(sql, values, std::move(key));
  return 0;
}

}  // namespace wheelhouse::storage::postgres
