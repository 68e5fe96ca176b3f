"""/mcp/: assistants ask the portal by the Model Context Protocol (docs/mcp.md, docs/decisions/0065-mcp.md).

Each tool is an operation of the REST interface: what it takes and answers is read from the OpenAPI document.
"""
