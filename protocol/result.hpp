// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include <boost/system/result.hpp>

namespace qm {

/// What went wrong with something that came from outside: a file, a peer, a person, a device.
/// `sentence` is for the coach: what is wrong and what to do. `line` is 1-based, 0 where there is none.
struct Error {
    Error() = default;  // Boost.System's result asks for it
    Error(std::string the_code, std::string the_sentence, std::string the_field = {},
          int the_line = 0)
        : code(std::move(the_code)),
          sentence(std::move(the_sentence)),
          field(std::move(the_field)),
          line(the_line) {}

    std::string code;      ///< a stable word for programs: "bad_field", "unknown_run", ...
    std::string sentence;  ///< for people
    std::string field;
    int line = 0;
};

/// "track.log:12: field `gate`: there is no gate g250 ..." as far as the parts are known.
[[nodiscard]] std::string describe(const std::string& file, const Error& error);

/// Boost.System asks for this; value() on an error is our own bug and throws std::logic_error.
[[noreturn]] void throw_exception_from_error(const Error& error,
                                             const boost::source_location& where);

/// The one Result of the house. Errors are values; exceptions are for start-up only.
template <class T>
using Result = boost::system::result<T, Error>;

}  // namespace qm
