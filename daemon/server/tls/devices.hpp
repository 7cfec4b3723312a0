// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/server/role.hpp"
#include "protocol/result.hpp"

namespace qm::server {

/// A device that was paired.
struct Device {
    std::string name;
    Role role = Role::Viewer;
    std::string token_digest;  ///< SHA-256 of its token, which is kept nowhere
    friend bool operator==(const Device&, const Device&) = default;
};

/// The devices that were paired, kept in a file of their own. One device a line: role, digest and name, with a
/// blank between. What is on the disk is what holds: a change that cannot be written did not happen.
class Devices {
public:
    static constexpr std::size_t kMost = 64;

    /// None yet where there is no file. One that cannot be understood is an error ("devices"), and stays.
    [[nodiscard]] static Result<Devices> open(std::string file);

    /// The new device's token, to be told once. Errors: "bad_field" (not a name), "name_taken", "too_many",
    /// "unwritten".
    [[nodiscard]] Result<std::string> add(std::string name, Role role);
    /// Errors: "unknown_device", "unwritten".
    [[nodiscard]] Result<void> revoke(std::string_view name);
    /// Whose token it is; null: nobody's.
    [[nodiscard]] const Device* find(std::string_view token) const;
    [[nodiscard]] const std::vector<Device>& all() const { return all_; }

private:
    explicit Devices(std::string file) : file_(std::move(file)) {}
    [[nodiscard]] Result<void> take(std::string_view line);
    [[nodiscard]] Result<void> write(std::vector<Device> devices);

    std::string file_;
    std::vector<Device> all_;
};

}  // namespace qm::server
