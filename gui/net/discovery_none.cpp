// SPDX-License-Identifier: Apache-2.0
// In the place of discovery.cpp where the console is built without Avahi.
#include "gui/net/discovery.hpp"

namespace qm::gui {

class Discovery::Search {};

Discovery::Discovery(std::function<void()>) {}
Discovery::~Discovery() = default;

std::vector<FoundDaemon> Discovery::found() const { return {}; }

}  // namespace qm::gui
