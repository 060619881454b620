using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.DependencyInjection;

internal sealed record CortexSharpBuilder(IServiceCollection Services, object? ServiceKey) : ICortexSharpBuilder;
