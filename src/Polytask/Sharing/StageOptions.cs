using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>One stage of a trunk. A trunk is a list of stages, so that every way of sharing can work between them.</summary>
[Family("stage", "trunk stage")]
public abstract record StageOptions
{
    /// <summary>Builds the stage for inputs of a width; its parameters are named <c>NAME.…</c>.</summary>
    public abstract Block Create(ParameterStore store, string name, string owner, int inputWidth);
}
