"""云溪区: an invented district that is lived in for a year through the same actions that people use.

`data/` says who and what there is, `plan` turns it into acts with their days (pure, the same for the same last day),
`living` takes them, one transaction a day. Only `shuangyong demo` comes here, and only into an empty database.
"""
