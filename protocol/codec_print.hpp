// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <boost/json.hpp>

namespace qm::codec {

/// JSON on one line with numbers as people write them, 84.39 and not 8.439E1: the wire and the logs are
/// read by people too. A number that had a point keeps one. Private to the codec.
[[nodiscard]] std::string print_json(const boost::json::value& value);

}  // namespace qm::codec
