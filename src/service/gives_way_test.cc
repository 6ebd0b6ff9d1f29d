#include "service/gives_way.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/resource.h>

#include <atomic>
#include <cerrno>
#include <optional>
#include <thread>

namespace wheelhouse::service {
namespace {

double processor_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// How often this thread was taken off the processor while it computed for a fifth of a second.
long switches_while_computing(bool gives_way) {
  std::optional<GivesWay> giving;
  if (gives_way) giving.emplace();
  rusage before{}, after{};
  ::getrusage(RUSAGE_THREAD, &before);
  errno = ERANGE;
  for (const double end = processor_seconds() + 0.2; processor_seconds() < end;) {
  }
  EXPECT_EQ(errno, ERANGE) << "what it interrupts does not notice";
  ::getrusage(RUSAGE_THREAD, &after);
  return after.ru_nivcsw - before.ru_nivcsw;
}

// Counted in time of the processor, so that a busy machine changes nothing.
TEST(GivesWay, WhoWaitsGetsTheProcessorSooner) {
  cpu_set_t all, one;
  ASSERT_EQ(::sched_getaffinity(0, sizeof all, &all), 0);
  CPU_ZERO(&one);
  for (int cpu = 0; cpu < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++cpu)
    if (CPU_ISSET(cpu, &all)) CPU_SET(cpu, &one);
  long plain = 0, giving = 0;
  std::atomic<bool> is_over = false;
  const auto on_one_processor = [&](auto work) {
    return std::thread([&one, work] {
      ::sched_setaffinity(0, sizeof one, &one);
      work();
    });
  };
  std::thread waits = on_one_processor([&] {
    while (!is_over) {
    }
  });
  on_one_processor([&] {
    plain = switches_while_computing(false);
    giving = switches_while_computing(true);
  }).join();
  is_over = true;
  waits.join();
  EXPECT_GT(giving, 2 * plain);
}

}  // namespace
}  // namespace wheelhouse::service
