using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>A <c>user</c> line, with the groups that name it.</summary>
/// <param name="Where">The line.</param>
/// <param name="PasswordWord">Index of the password in its words.</param>
/// <param name="Password">As written: plain, or hashed for crypt(3).</param>
/// <param name="IsHashed">True for <c>password</c>, false for <c>insecure-password</c>.</param>
/// <param name="Groups">In order of declaration.</param>
public sealed record UserConfig(Statement Where, string Name, int PasswordWord, string Password, bool IsHashed, IReadOnlyList<string> Groups);
