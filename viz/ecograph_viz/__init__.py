"""The network as a picture: what is drawn, how it looks, and the page that shows it."""
