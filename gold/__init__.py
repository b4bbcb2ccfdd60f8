"""Own gold: marked sentences of ours, an area a folder, measured by the gate against floors that only rise."""
