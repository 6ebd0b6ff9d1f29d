#include "service/password.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <new>
#include <set>

#include "service/argon2id.h"
#include "service/gives_way.h"
#include "service/password_words.h"
#include "service/token.h"

namespace wheelhouse::service {
namespace {

constexpr std::chrono::seconds kFloodLasts{10};  // since somebody was last turned away

std::size_t count_characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace

Result<void> check_new_password(std::string_view password, std::string_view name, std::string_view email, bool has_second_factor,
                                const std::string& pointer, std::string_view company) {
  const std::size_t min = has_second_factor ? kPasswordCharactersWithSecondFactor : kPasswordCharactersAlone;
  const std::size_t characters = count_characters(password);
  if (characters == 0) return fail(Error::invalid_field(pointer, "required"));
  if (characters < min) return fail(Error::invalid_field(pointer, "too_short", {{"min", std::to_string(min)}}));
  if (characters > kPasswordCharactersMax)
    return fail(Error::invalid_field(pointer, "too_long", {{"max", std::to_string(kPasswordCharactersMax)}}));
  const std::string plain = ascii_lower(password);
  const std::string address = ascii_lower(email);
  if (plain == ascii_lower(name) || plain == address || plain == address.substr(0, address.find('@')))
    return fail(Error::invalid_field(pointer, "password_is_your_name"));
  if (is_too_simple(plain) || is_a_row(plain)) return fail(Error::invalid_field(pointer, "password_too_simple"));
  if (is_common_password(plain)) return fail(Error::invalid_field(pointer, "password_is_common"));
  if (is_made_of_words(plain, words_to_guess(name, email, company))) return fail(Error::invalid_field(pointer, "password_of_known_names"));
  return {};
}

bool is_long_enough_alone(std::string_view password) { return count_characters(password) >= kPasswordCharactersAlone; }

// One of the few that compute.
class PasswordHasher::Turn {
 public:
  explicit Turn(const Place& place) : place_(place), began_(place.hasher_->wait_for_turn(place.who_)) {}
  ~Turn() { place_.hasher_->end_turn(place_.who_, Clock::now() - began_); }
  // Is this one of the strangers of a flood?
  bool is_in_flood() const { return place_.who_ == Who::stranger && place_.hasher_->is_flooded(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  const Place& place_;
  const Clock::time_point began_;
};

PasswordHasher::PasswordHasher(Options options) : options_(options) { set_cost(options.cost); }

void PasswordHasher::set_cost(Cost cost) {
  options_.cost = cost;
  dummy_ = compute(make_token());
}

std::string PasswordHasher::compute(std::string_view password) const {
  return argon2id_text(password, options_.cost.memory_bytes, options_.cost.passes);
}

Result<PasswordHasher::Place> PasswordHasher::place(Who who) {
  std::lock_guard lock(mutex_);
  int& places = who == Who::known ? known_places_ : stranger_places_;
  if (places >= options_.at_once + (who == Who::known ? options_.known_waiting_max : options_.strangers_waiting_max)) {
    if (who == Who::stranger) flood_until_ = Clock::now() + kFloodLasts;
    return fail(Error::make(Errc::unavailable, "too_many_requests", {{"retry_after", "1"}, {"seconds", "1"}}));
  }
  ++places;
  return Place(*this, who);
}

PasswordHasher::Place::~Place() {
  if (!hasher_) return;
  std::lock_guard lock(hasher_->mutex_);
  --(who_ == Who::known ? hasher_->known_places_ : hasher_->stranger_places_);
}

PasswordHasher::Clock::time_point PasswordHasher::wait_for_turn(Who who) {
  std::unique_lock lock(mutex_);
  if (who == Who::known) {
    ++known_waiting_;
    free_for_known_.wait(lock, [&] { return running_ < options_.at_once; });
    --known_waiting_;
  } else {
    while (running_ >= options_.at_once || known_waiting_ > 0 || Clock::now() < rest_until_) {
      if (running_ >= options_.at_once || known_waiting_ > 0) free_for_strangers_.wait(lock);
      else free_for_strangers_.wait_until(lock, rest_until_);
    }
  }
  ++running_;
  return Clock::now();
}

bool PasswordHasher::is_flooded() {
  std::lock_guard lock(mutex_);
  return Clock::now() < flood_until_;
}

void PasswordHasher::end_turn(Who who, Clock::duration took) {
  std::lock_guard lock(mutex_);
  --running_;
  const auto now = Clock::now();
  if (who == Who::stranger && now < flood_until_)
    rest_until_ = now + std::chrono::duration_cast<Clock::duration>(took * options_.rest);
  (known_waiting_ > 0 ? free_for_known_ : free_for_strangers_).notify_one();
}

Result<std::string> PasswordHasher::hash(std::string_view password) {
  const auto own = place(Who::known);
  if (!own) return fail(own.error());
  const Turn turn(*own);
  return compute(password);
}

bool PasswordHasher::verify(const Place& place, std::string_view password, const std::optional<std::string>& stored) {
  const Turn turn(place);
  std::optional<GivesWay> gives_way;
  if (turn.is_in_flood()) gives_way.emplace();
  const bool equal = argon2id_matches(password, stored ? *stored : dummy_);
  return equal && stored.has_value();
}

bool PasswordHasher::is_outdated(const std::string& stored) const {
  return crypto_pwhash_str_needs_rehash(stored.c_str(), options_.cost.passes, options_.cost.memory_bytes) != 0;
}

PasswordHasher& password_hasher() {
  static PasswordHasher hasher;
  return hasher;
}

}  // namespace wheelhouse::service
