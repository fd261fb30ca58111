"""The pure side of the products: what a quarterly threat assessment holds and the rules that its figures follow."""
