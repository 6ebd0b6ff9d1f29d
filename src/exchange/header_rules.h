// The dictionary behind header_map.h: which spelling of a header means which field. Data only.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "exchange/header_map.h"

namespace wheelhouse::exchange {

// Which kinds of list a rule holds for: bits by TargetEntity.
using ContextMask = std::uint8_t;
constexpr ContextMask bit(TargetEntity entity) { return static_cast<ContextMask>(1u << static_cast<unsigned>(entity)); }
constexpr ContextMask kAny = 0x3F;

struct HeaderRule {
  std::string_view headers;  // spellings after normalise_header, blank separated
  std::string_view target;   // "account.name"; "self.name" is the field of whatever the row mainly is
  int weight = 1;            // how much the header speaks for its entity, 0..4; "self" targets speak for none
  ContextMask context = kAny;
  bool holds_id = false;
};
// For one header the first rule whose context fits wins.
std::span<const HeaderRule> header_rules();

struct KnownExport {
  std::string_view name;      // "hubspot.deals"
  Vendor vendor;
  std::string_view headers;   // all of these, after normalise_header, blank separated
  TargetEntity primary;
  bool importable = true;
  std::string_view refused_headers = {};  // none of these
};
// The first that fits wins, so the narrower stand first.
std::span<const KnownExport> known_exports();

}  // namespace wheelhouse::exchange
