namespace MuBench.Models.Http;

/// <summary>A host resolved to an address that the endpoint policy does not allow.</summary>
internal sealed class RefusedAddressException(string message) : UserException(message);
