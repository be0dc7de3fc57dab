using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>A <c>userlist</c> section (CFG 3.4 of the 1.8 manual, 12.1 of later ones).</summary>
public sealed record UserListConfig(Statement Where, string Name, IReadOnlyList<UserConfig> Users);
