"""Who answers: processes that ask an edition for the server, in lanes, within limits."""
