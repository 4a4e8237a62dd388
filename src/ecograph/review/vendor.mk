# Fetch the letters of the pictures in a review again, from npm, and check that they are the same.
LETTERS_VERSION := 0.4.1
LETTERS_FOLDER := src/ecograph/review/vendor/source-sans

.PHONY: vendor vendor-letters
vendor: vendor-letters
vendor-letters: ## fetch the letters of pictures again and check their hash (needs npm)
	rm -rf build/letters && mkdir -p build/letters
	cd build/letters && npm pack --silent @expo-google-fonts/source-sans-3@$(LETTERS_VERSION) >/dev/null
	tar -xzf build/letters/*.tgz -C build/letters
	cp build/letters/package/400Regular/SourceSans3_400Regular.ttf $(LETTERS_FOLDER)/
	cp build/letters/package/LICENSE_FONT $(LETTERS_FOLDER)/LICENSE
	rm -rf build/letters
	$(BIN)/python -m pytest -q tests/test_review_pictures.py -k vendored
