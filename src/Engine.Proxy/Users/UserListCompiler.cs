using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Proxy.Users;

/// <summary>Compiles <c>userlist</c> sections. Hashed passwords need crypt(3), and a method that it knows.</summary>
internal static class UserListCompiler
{
    /// <summary>Longer ones are nobody's: see <see cref="UserListShared"/>.</summary>
    private const int PasswordBytesMax = 1024;

    /// <summary>After an error the list lacks users, and no plan comes out.</summary>
    internal static UserListShared Compile(UserListConfig config, DiagnosticBag diagnostics)
    {
        KeyedHash hash = KeyedHash.WithRandomKey();
        CryptLibrary? crypt = null;
        HashSet<string> knownMethods = [];
        List<UserPlan> users = [];
        foreach (UserConfig user in config.Users)
        {
            byte[] password = ByteText.ToBytes(user.Password);
            if (password.Length > PasswordBytesMax)
            {
                diagnostics.Error(user.Where, user.PasswordWord, $"the password of user '{user.Name}' has more than {PasswordBytesMax} bytes");
                continue;
            }

            if (user.IsHashed && crypt is null && !CryptLibrary.TryLoad(out crypt))
            {
                diagnostics.Error(user.Where, user.PasswordWord, "hashed passwords need the library libcrypt.so.1, which was not found", "install it (Debian and Ubuntu: the package libcrypt1), or write insecure-password with the plain password");
                break;
            }

            if (user.IsHashed && knownMethods.Add(MethodOf(user.Password)) && !crypt!.Knows(password))
            {
                knownMethods.Remove(MethodOf(user.Password));
                diagnostics.Error(user.Where, user.PasswordWord, $"the password of user '{user.Name}' is not a hash that crypt(3) knows here", "make one with: mkpasswd -m sha512crypt; a plain password is written with insecure-password");
                continue;
            }

            users.Add(new UserPlan(
                ByteText.ToBytes(user.Name),
                user.IsHashed ? password : [],
                user.IsHashed ? default : UserListShared.HashOf(hash, users.Count, password),
                [.. Array.ConvertAll([.. user.Groups], ByteText.ToBytes)]));
        }

        return new UserListShared([.. users], hash, crypt);
    }

    /// <summary>"$6$": hashes of one method cost a moment to try, so each is tried once. DES hashes have no mark.</summary>
    private static string MethodOf(string hash)
    {
        int end = hash.StartsWith('$') ? hash.IndexOf('$', 1) : -1;
        return end < 0 ? "" : hash[..end];
    }
}
