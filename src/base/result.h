// Result<T>: a value or an Error. Expected failures by input travel in it; see base/error.h for the rest.
#pragma once
#include <tl/expected.hpp>

#include "base/error.h"

namespace wheelhouse {
template <class T>
using Result = tl::expected<T, Error>;
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }
}  // namespace wheelhouse
