using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary><c>persist rdp-cookie[(NAME)]</c>.</summary>
/// <param name="Where">The line.</param>
/// <param name="Word">Index of the word with the name.</param>
/// <param name="Cookie">Its name.</param>
public sealed record RdpPersistConfig(Statement Where, int Word, string Cookie);
