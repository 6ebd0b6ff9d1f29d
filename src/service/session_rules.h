// How long what was given out stays good. The one place for these figures.
#pragma once
#include <cstdint>
#include <string_view>

namespace wheelhouse::service {
constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kSessionIdleMs = 120 * kMinuteMs;
constexpr std::int64_t kSessionLifeMs = 12 * 60 * kMinuteMs;
constexpr std::int64_t kFreshSessionMs = 10 * kMinuteMs;  // signing in so lately counts as showing who one is again
constexpr std::size_t kSessionsPerUserMax = 50;  // the longest unused goes first

constexpr std::int64_t kSetUpLinkMs = 24 * 60 * kMinuteMs;
constexpr std::int64_t kSignInLinkMs = 15 * kMinuteMs;
constexpr std::int64_t kInviteLinkMs = 7 * 24 * 60 * kMinuteMs;
constexpr std::int64_t kResetLinkMs = 24 * 60 * kMinuteMs;

constexpr std::int64_t kSingleSignOnMs = 10 * kMinuteMs;  // to go to the provider, sign in there and come back

constexpr std::string_view kApiKeyPrefix = "wh_";
constexpr std::size_t kKeysPerUserMax = 50;
}  // namespace wheelhouse::service
