using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace MuBench.Functions.Hosting;

/// <summary>Reads the providers' keys from a Key Vault with the app's identity, when a model is created. Keeps no key.</summary>
internal sealed class VaultSecrets(SecretClient client)
{
    /// <summary>Creates a reader of a vault, with the identity of the environment.</summary>
    public VaultSecrets(Uri vault)
        : this(new SecretClient(vault, new DefaultAzureCredential()))
    {
    }

    /// <summary>Reads a secret; null if the vault has none of that name. Names in a vault have <c>-</c> in place of <c>_</c>.</summary>
    /// <exception cref="UserException">The vault cannot be read.</exception>
    public string? TryGet(string name)
    {
        try
        {
            return client.GetSecret(name.Replace('_', '-')).Value.Value;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
        catch (Exception exception) when (exception is RequestFailedException or AuthenticationFailedException)
        {
            throw new UserException(
                $"The secret '{name}' cannot be read from {client.VaultUri}: {exception.Message.Split('\n')[0].Trim()} Give the app's identity the role 'Key Vault Secrets User' on the vault.", exception);
        }
    }
}
