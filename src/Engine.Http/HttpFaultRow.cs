namespace Engine.Http;

/// <summary>What a fault means to people.</summary>
/// <param name="Text">The reason, for logs and diagnostics; a constant.</param>
/// <param name="Status">Status of the reply when a request has the fault; 0 for <see cref="HttpFault.None"/>.</param>
/// <param name="Source">The section that forbids it, or the keyword that bounds it.</param>
public readonly record struct HttpFaultRow(string Text, int Status, string Source);
