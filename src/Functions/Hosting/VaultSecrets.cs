using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace MuBench.Functions.Hosting;

/// <summary>The providers' keys in a Key Vault, read with the app's identity when a model is made. Keeps none.</summary>
internal sealed class VaultSecrets(SecretClient client)
{
    /// <summary>Reads from a vault with the identity of the environment.</summary>
    public VaultSecrets(Uri vault)
        : this(new SecretClient(vault, new DefaultAzureCredential()))
    {
    }

    /// <summary>Reads a secret; null where the vault has none of the name. A vault has no <c>_</c> in its names: <c>-</c> stands for it.</summary>
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
