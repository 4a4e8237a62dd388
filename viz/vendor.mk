# Fetch the drawing library of the map again, from npm, and check that it is what VENDORED.md says.
VIS_VERSION := 10.1.5
VIS_PACKAGE_SHA256 := 33178a58abef773d4f8e77425d7b74c0a250349102f4c75f4a9d170ca3f1f437
VIS_FILE_SHA256 := b427322ad953d70ab75d1b798ebb8349863502f244e02de3e12a4ab7dfeddf2c
VIS_FOLDER := viz/ecograph_viz/vendor/vis-network

.PHONY: vendor vendor-vis
vendor: vendor-vis
vendor-vis: ## fetch vis-network again and check its hashes (needs npm)
	rm -rf build/vis && mkdir -p build/vis
	cd build/vis && npm pack --silent vis-network@$(VIS_VERSION) >/dev/null
	echo "$(VIS_PACKAGE_SHA256)  build/vis/vis-network-$(VIS_VERSION).tgz" | sha256sum --check
	tar -xzf build/vis/vis-network-$(VIS_VERSION).tgz -C build/vis
	echo "$(VIS_FILE_SHA256)  build/vis/package/standalone/umd/vis-network.min.js" | sha256sum --check
	cp build/vis/package/standalone/umd/vis-network.min.js $(VIS_FOLDER)/
	cp build/vis/package/LICENSE-MIT $(VIS_FOLDER)/LICENSE
	rm -rf build/vis
