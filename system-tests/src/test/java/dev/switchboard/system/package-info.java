/**
 * The product as a whole: its services as processes, judged by what customers, operators and
 * providers see.
 */
package dev.switchboard.system;
