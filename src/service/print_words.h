// How figures, dates and money are said on paper, in the reader's language and zone; the words themselves are the language packs'.
// Holds no record. Any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/time.h"
#include "print/document.h"
#include "reflect/enum_names.h"

namespace wheelhouse::service {

// Who is to read a document: null offset is the workspace's zone.
struct PrintReader {
  std::string language;  // "zh-CN" or "en"
  std::optional<int> offset_minutes;
  Instant now;
};

class PrintWords {
 public:
  PrintWords(std::string language, int offset_minutes, Instant now)
      : language_(std::move(language)), offset_minutes_(offset_minutes), now_(now) {}

  const std::string& language() const { return language_; }
  std::string operator()(std::string_view key, const Params& params = {}) const;
  template <NamedEnum T>
  std::string name(std::string_view group, T value) const {
    return (*this)(std::string(group) + "." + std::string(to_string(value)));
  }
  // 6月30日, 30 Jun; with the year where it is not this one.
  std::string date(Date date) const;
  std::string date(Instant at) const;
  std::string full_date(Date date) const;
  std::string full_date(Instant at) const;
  Date today() const;
  std::string moment(Instant at) const;  // with the time of day
  // As on the screen: ¥1,860 万, CN¥18.6M. `exact`: in whole units, ¥18,600,000.
  std::string money(double minor, std::string_view currency, bool exact = false) const;
  std::string number(double value, int decimals) const;  // as many decimals as it needs, at most these
  std::string fixed(double value, int decimals) const;
  std::string percent(double share) const;  // 0.62: 62%
  std::string quoted(std::string_view text) const;
  std::string_view comma() const { return language_ == "en" ? ", " : "，"; }
  // What is known of several, one after the other; what is empty is left out.
  static std::string joined(std::initializer_list<std::string> parts, std::string_view separator = " · ");

  // A document with its date, its words for what was cut, and no blocks yet.
  print::Document document(std::string title, std::string house) const;

 private:
  const std::string language_;
  const int offset_minutes_;
  const Instant now_;
};

inline constexpr std::string_view kNotKnown = "–";

}  // namespace wheelhouse::service
