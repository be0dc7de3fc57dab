using System;

namespace Engine.Proxy.Users;

/// <summary>A user and password that crypt(3) has found right, remembered by their keyed hash.</summary>
internal sealed record VerifiedUser(UInt128 Hash);
