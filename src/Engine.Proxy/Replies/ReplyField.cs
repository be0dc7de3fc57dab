using Engine.Proxy.Logs;

namespace Engine.Proxy.Replies;

/// <summary>A field line of a reply: its name, and its value as a log-format string.</summary>
public readonly record struct ReplyField(string Name, LogFormatPlan Value);
