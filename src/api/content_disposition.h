// The name under which an answer is to be saved (RFC 6266, RFC 5987).
#pragma once
#include <string>
#include <string_view>

namespace wheelhouse::api {

enum class Disposition { attachment, in_page };
// `plain`: ASCII, for whoever reads no other. `name`: the true one, of any characters; folders and controls in it become "_".
std::string content_disposition(Disposition disposition, std::string_view plain, std::string_view name);
// What is ASCII of a name, "_" for the rest; "file" when there is nothing of it.
std::string plain_file_name(std::string_view name);

}  // namespace wheelhouse::api
