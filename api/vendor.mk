# Take the files of others that the pages need, as their packages hold them (VENDORED.md lists them).
SWAGGER_UI := swagger-ui-dist@5.35.0
YASGUI := @zazuko/yasgui@4.6.2
VENDORED := api/ecograph_api/vendor
SWAGGER_FILES := LICENSE NOTICE swagger-ui.css swagger-ui-bundle.js swagger-ui-bundle.js.LICENSE.txt
YASGUI_FILES := yasgui.min.css yasgui.min.js

.PHONY: vendor vendor-swagger vendor-yasgui
vendor: vendor-swagger vendor-yasgui
vendor-swagger: ## fetch the vendored files anew (needs npm)
	@mkdir -p build $(VENDORED)/swagger-ui
	cd build && npm pack --silent $(SWAGGER_UI) >/dev/null && tar -xzf swagger-ui-dist-*.tgz
	cp $(addprefix build/package/,$(SWAGGER_FILES)) $(VENDORED)/swagger-ui/
	rm -rf build/package build/swagger-ui-dist-*.tgz
vendor-yasgui: ## fetch the vendored files anew (needs npm); its package holds no licence file
	@mkdir -p build $(VENDORED)/yasgui
	cd build && npm pack --silent $(YASGUI) >/dev/null && tar -xzf zazuko-yasgui-*.tgz
	cp $(addprefix build/package/build/,$(YASGUI_FILES)) $(VENDORED)/yasgui/
	rm -rf build/package build/zazuko-yasgui-*.tgz
