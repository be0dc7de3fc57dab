namespace Engine.Proxy.Logs;

/// <summary>What log lines say about who sends them.</summary>
/// <param name="Host">Name of this machine, or the one of <c>log-send-hostname</c>.</param>
/// <param name="SendsHost">True when <c>log-send-hostname</c> asks for it.</param>
/// <param name="Tag"><c>log-tag</c>, or the program's name.</param>
/// <param name="Process">Process id.</param>
public sealed record LogSender(string Host, bool SendsHost, string Tag, string Process);
