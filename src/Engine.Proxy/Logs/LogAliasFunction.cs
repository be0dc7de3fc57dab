using Engine.Config.Expressions;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Logs;

/// <summary>Prints one alias by its flags, once per line, on the exchange's loop; must not block or allocate.</summary>
public delegate void LogAliasFunction(in SampleContext context, LogFlags flags, ref LineWriter line);
