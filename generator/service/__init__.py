"""The use cases, one function per act; joins the rings and has no rules of its own.

Always so: nothing here prints, exits, reads the clock's date or knows the command line, so that the web calls the same
functions. What is wrong is a `GeneratorError`. `generering` makes documents, `nyt` begins plans and delaftaler, `skema`
tells editors what the files hold, `udgaver` chooses editions. What goes into the beslutningslog is made by `akter` for
`registrering`, `indstilling`, `forslag` and `beslutning`; `historik`, `baggrund` and `verificering` read it. Nothing is
imported here: each act loads what it needs.
"""
