using System;

namespace Engine.Proxy.Users;

/// <summary>One user of a list.</summary>
/// <param name="Name">As the client must write it.</param>
/// <param name="Hash">For crypt(3); empty for a plain password.</param>
/// <param name="Plain">Keyed hash of a plain password with the user's number in front; else not used.</param>
/// <param name="Groups">In order of declaration.</param>
internal sealed record UserPlan(byte[] Name, byte[] Hash, UInt128 Plain, byte[][] Groups);
